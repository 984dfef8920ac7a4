"""The web application: thin routes over the services, pages for people."""
