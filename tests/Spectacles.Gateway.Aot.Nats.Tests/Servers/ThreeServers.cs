namespace Spectacles.Gateway.Nats.Tests;

/// <summary>Tests against a cluster of three.</summary>
[CollectionDefinition(nameof(ThreeServers))]
public sealed class ThreeServers : ICollectionFixture<SharedCluster>;
