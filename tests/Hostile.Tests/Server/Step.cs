namespace Hostile.Tests.Server;

/// <summary>One thing that the server does on a connection.</summary>
internal delegate Task Step(Peer peer);
