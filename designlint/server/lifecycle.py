"""From the first message of a client to the last: folders, settings, files that change."""

from __future__ import annotations

import os

from lsprotocol import types

from designlint.server.documents import file_of
from designlint.server.positions import UTF16, Units
from designlint.server.preferences import SECTION, preferences
from designlint.server.server import DesignServer

WATCHED = ("**/*.design", "**/designlint.yaml")


def declare(server: DesignServer) -> None:
    """Declare the messages of a conversation's beginning and end, and those about its surroundings."""
    _conversation(server)
    _surroundings(server)


def _conversation(server: DesignServer) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        session = server.session
        session.units = Units(server.workspace.position_encoding or UTF16)
        folders = [folder.uri for folder in params.workspace_folders or ()]
        roots = folders or [uri for uri in (params.root_uri,) if uri]
        session.designs.folders = [path for uri in roots if (path := file_of(uri))]
        if session.designs.folders and session.designs.folders[0].is_dir():
            # Messages name files as a command does that is run in the first folder.
            os.chdir(session.designs.folders[0])
        _prefer(server, params.initialization_options)
        session.designs.forget()

    @server.feature(types.INITIALIZED)
    async def initialized(_: types.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace is not None else None
        if watching is not None and watching.dynamic_registration:
            watchers = [types.FileSystemWatcher(pattern) for pattern in WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            registration = types.Registration("designlint-files", method, options)
            await server.client_register_capability_async(types.RegistrationParams([registration]))
        await _pull_preferences(server)

    @server.feature(types.SHUTDOWN)
    def shutdown(_: None) -> None:
        server.session.stop()
        server.previews.stop()


def _surroundings(server: DesignServer) -> None:
    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configured(params: types.DidChangeConfigurationParams) -> None:
        if params.settings:
            _prefer(server, params.settings)
        else:
            await _pull_preferences(server)
        server.session.forget()
        server.refresh()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(_: types.DidChangeWorkspaceFoldersParams) -> None:
        found = [file_of(folder.uri) for folder in server.workspace.folders.values()]
        server.session.designs.folders = [path for path in found if path]
        server.session.forget()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        # A file that is open changes by its edits; what is on the disk does not count.
        if any(server.session.documents.of(change.uri) is None for change in params.changes):
            server.session.forget()


def _prefer(server: DesignServer, given: object) -> None:
    server.preferences = preferences(given)
    server.session.designs.config = server.preferences.config


async def _pull_preferences(server: DesignServer) -> None:
    workspace = server.client_capabilities.workspace
    if workspace is None or not workspace.configuration:
        return
    items = [types.ConfigurationItem(section=SECTION)]
    found = await server.workspace_configuration_async(types.ConfigurationParams(items))
    before = server.preferences
    _prefer(server, found[0] if found else None)
    if server.preferences != before:
        server.session.forget()
