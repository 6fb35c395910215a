namespace Spectacles.Gateway.Tests;

/// <summary>What tests see of a running shard that users do not.</summary>
internal static class ShardInternals
{
    public static GatewayShard Inside(this Shard shard) => (GatewayShard)shard;
}
