namespace Spectacles.Gateway.Nats.Tests;

/// <summary>Tests against one server.</summary>
[CollectionDefinition(nameof(OneServer))]
public sealed class OneServer : ICollectionFixture<SharedServer>;
