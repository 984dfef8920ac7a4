"""Messages to people: by a mail server where there is one, else to a folder and the console.

Plain text, nothing fetched when it is opened, no marks that tell who read what.
"""

import logging
import os
import smtplib
import ssl
import sys
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path
from secrets import token_hex

from assessment.config import Settings
from assessment.errors import N_, MailError
from assessment.mail_settings import MailServer
from assessment.private_files import FILE_MODE, make_private_folder

TIMEOUT_S = 20
"""How long a mail server may take."""
OUTBOX = "outbox"
"""Folder below the data folder."""

_NOT_SENT = N_(
    "The message to {to} could not be sent: {detail}. The person who runs this site finds "
    "more in the log."
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody is written.

    Attributes:
        to: One address.
        subject: One line.
        body: Plain text.
        language: Of both.
    """

    to: str
    subject: str
    body: str
    language: str


def send(settings: Settings, message: Message, now: datetime) -> Path | None:
    """Hand *message* on; return the file it was written to, None with a mail server.

    Raises:
        MailError: when nobody took it.
    """
    mail = _composed(settings, message, now)
    try:
        if settings.mail is None:
            return _write(settings.data_folder / OUTBOX, mail, now)
        _hand_on(settings.mail, mail)
    except (OSError, smtplib.SMTPException) as error:
        _log.error("a message was not sent: %s", type(error).__name__)
        raise MailError(
            _NOT_SENT, to=message.to, detail=type(error).__name__
        ) from error
    return None


def _composed(settings: Settings, message: Message, now: datetime) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = settings.mail_from
    mail["To"] = message.to
    mail["Subject"] = " ".join(message.subject.split())
    mail["Date"] = format_datetime(now)
    domain = parseaddr(settings.mail_from)[1].rpartition("@")[2]
    mail["Message-ID"] = make_msgid(domain=domain)
    # No robot answers a robot (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body.strip() + "\n", cte="8bit")
    mail["Content-Language"] = message.language
    return mail


def _hand_on(server: MailServer, mail: EmailMessage) -> None:
    context = ssl.create_default_context()
    if server.tls_from_start:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT_S, context=context
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
    with connection:
        if server.needs_starttls:  # refused rather than sent in the clear
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
        connection.send_message(mail)


def _write(folder: Path, mail: EmailMessage, now: datetime) -> Path:
    make_private_folder(folder)
    file = folder / f"{now:%Y%m%dT%H%M%S}-{token_hex(4)}.eml"
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    with os.fdopen(os.open(file, flags, FILE_MODE), "wb") as new:
        new.write(mail.as_bytes())
    sys.stderr.write(
        f"A message to {mail['To']} (no mail server is set; also in {file}):\n"
        f"{mail.get_content()}\n"
    )
    return file
