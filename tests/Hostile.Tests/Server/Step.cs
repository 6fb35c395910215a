namespace Hostile.Tests.Server;

/// <summary>One action of the server on a connection.</summary>
internal delegate Task Step(Peer peer);
