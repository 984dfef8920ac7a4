"""The factory of the web application: wiring only (STYLE 4.10)."""

from datetime import UTC, datetime

from flask import Blueprint, Flask, Response, g, request
from flask_babel import Babel
from flask_talisman import Talisman
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from assessment import resources
from assessment.config import MAX_FORM_BYTES, MAX_IMPORT_BYTES, Settings
from assessment.framework_file import load_framework
from assessment.services.assessments.editions import keep_edition
from assessment.storage.engine import open_store
from assessment.web import (
    access,
    account,
    administration,
    asked,
    carried,
    comparison,
    delegation,
    editions,
    errors,
    evidence,
    history,
    imports,
    invitations,
    manage,
    method,
    plan,
    published,
    replies,
    reports,
    results,
    review,
    rounds,
    second_factor,
    start,
    talk,
    teams,
    verify,
    voices,
    wizard,
)
from assessment.web.accounts import SIGN_IN_PAGES, init_accounts
from assessment.web.kept import TYPED_PAGES
from assessment.web.language import current_language, say_language
from assessment.web.limits import limit_guessing, limit_sign_in
from assessment.web.mounting import Mounted
from assessment.web.packing import pack_assets
from assessment.web.published.caching import PUBLIC, is_public
from assessment.web.rendering import init_rendering
from assessment.web.state import EXTENSION, AppState, Frameworks
from assessment.web.uploads import UploadRequest, allow_uploads

BLUEPRINTS = (
    start.bp,
    imports.bp,
    account.bp,
    teams.bp,
    invitations.bp,
    administration.bp,
    second_factor.bp,
    wizard.bp,
    review.bp,
    evidence.bp,
    asked.bp,
    delegation.bp,
    manage.bp,
    carried.bp,
    editions.bp,
    results.bp,
    reports.bp,
    comparison.bp,
    method.bp,
    published.bp,
    talk.bp,
    history.bp,
    rounds.bp,
    verify.bp,
    plan.bp,
    replies.bp,
    voices.bp,
)
"""One per feature. ``register`` adds those of later features."""

CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
PERMISSIONS_POLICY = dict.fromkeys(
    ("camera", "geolocation", "microphone", "payment", "usb"), "()"
)


def create_app(
    settings: Settings | None = None, state: AppState | None = None
) -> Flask:
    """Build the web application.

    Args:
        settings: Read from the environment when omitted.
        state: Collaborators; built from *settings* when omitted. Tests pass their own.

    Raises:
        InvalidFrameworkError: when the framework file is not usable.
        StorageError: when the database cannot be opened.
        SettingsError: when a setting is not usable.
    """
    if settings is None:
        settings = state.settings if state else Settings.from_environment()
    app = Flask(
        "assessment.web",
        template_folder=str(resources.WEB_TEMPLATES),
        static_folder=str(resources.WEB_STATIC),
    )
    app.request_class = UploadRequest
    app.config.update(flask_config(settings))
    app.extensions[EXTENSION] = state or make_state(settings)
    _stand_behind(app, settings)
    init_rendering(app)
    _protect(app, settings)
    register(app, *BLUEPRINTS)
    limit_guessing(app, app.extensions[EXTENSION])
    errors.register_error_pages(app)
    return app


def _stand_behind(app: Flask, settings: Settings) -> None:
    """Take from proxies what the operator trusts them with; the mount point, never."""
    app.wsgi_app = Mounted(app.wsgi_app, settings.prefix)  # type: ignore[method-assign]
    if hops := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops, x_prefix=0
        )


def register(app: Flask, *blueprints: Blueprint) -> None:
    """Add the pages of a feature; each of their routes says who may use it."""
    for blueprint in blueprints:
        app.register_blueprint(blueprint)


def make_state(settings: Settings) -> AppState:
    """Build the collaborators that *settings* ask for."""
    store = open_store(settings.store_url)
    framework = load_framework(settings.framework)
    keep_edition(store, framework, settings.framework.read_bytes())
    return AppState(
        store=store,
        settings=settings,
        frameworks=Frameworks(framework, store),
        now=lambda: datetime.now(UTC),
    )


def flask_config(settings: Settings) -> dict[str, object]:
    """Return the settings of Flask and its extensions (accounts have their own)."""
    return {
        "SECRET_KEY": settings.secret_key,
        "TRUSTED_HOSTS": list(settings.hosts) or None,
        "MAX_CONTENT_LENGTH": MAX_FORM_BYTES,
        "MAX_FORM_MEMORY_SIZE": MAX_FORM_BYTES,
        "MAX_FORM_PARTS": 1000,
        "SEND_FILE_MAX_AGE_DEFAULT": 365 * 24 * 3600,
        "SESSION_COOKIE_NAME": "session",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        # People take hours over a page: the token lives as long as their session.
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": settings.https,
        "RATELIMIT_HEADERS_ENABLED": True,
    }


def _protect(app: Flask, settings: Settings) -> None:
    """Add language, sign-in, CSRF, headers, limits and the guard, in that order."""
    Babel(app, locale_selector=current_language)
    app.before_request(_allow_larger_imports)
    app.before_request(lambda: allow_uploads(settings))
    CSRFProtect(app)
    init_accounts(app)
    app.before_request(access.guard)
    Talisman(
        app,
        force_https=False,  # the proxy in front redirects; loopback demos have no HTTPS
        strict_transport_security=settings.https,
        session_cookie_secure=settings.https,
        frame_options="DENY",
        content_security_policy=_policy(settings),
        permissions_policy=PERMISSIONS_POLICY,
        referrer_policy="same-origin",
    )
    limit_sign_in(app, app.extensions[EXTENSION])
    app.after_request(say_language)
    app.after_request(_keep_private)
    app.after_request(pack_assets)


def _policy(settings: Settings) -> dict[str, str]:
    """Let a form lead to the provider of single sign-on, where there is one."""
    if settings.sign_on is None:
        return CONTENT_SECURITY_POLICY
    return CONTENT_SECURITY_POLICY | {
        "form-action": f"'self' {settings.sign_on.origin}"
    }


def _allow_larger_imports() -> None:
    """Let the one page that takes a file take more than the others."""
    if request.endpoint == "imports.bring_in":
        request.max_content_length = MAX_IMPORT_BYTES
        request.max_form_memory_size = MAX_IMPORT_BYTES  # files come back packed
        g.takes_file = True
    elif request.endpoint in SIGN_IN_PAGES:
        # It carries along what was typed before the session ended, and little more.
        request.max_content_length = 2 * MAX_FORM_BYTES
        request.max_form_memory_size = 2 * MAX_FORM_BYTES


def _keep_private(response: Response) -> Response:
    """Keep pages out of shared and disk caches: they hold a country's answers.

    What is published may be kept by all while nobody is signed in, and is asked for again
    each time it is shown.

    Pages with text that people type may stay in the browser of the person, so that "back"
    shows it again; signing out empties that cache.
    """
    if request.endpoint == "static":
        return response
    if is_public(response):
        response.headers["Cache-Control"] = PUBLIC
        return response
    # Whatever a library said: that of sign-in pages is "no-store=True", which browsers do
    # not know, and a report sent as a file would be kept on disk.
    is_typed = request.endpoint in TYPED_PAGES
    response.headers["Cache-Control"] = "private, no-cache" if is_typed else "no-store"
    if request.endpoint == "security.logout":
        response.headers["Clear-Site-Data"] = '"cache"'
    return response
