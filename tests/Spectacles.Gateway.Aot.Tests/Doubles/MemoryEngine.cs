namespace Spectacles.Gateway.Tests;

/// <summary>A shard of an engine that keeps the commands.</summary>
internal sealed class MemoryEngine(EventDispatcher dispatcher, int id, int shardCount) : EngineShard(dispatcher, id, shardCount)
{
    public List<GatewayCommand> Sent => field ??= [];

    public override ValueTask SendAsync(
        GatewayCommand command, WhenNotReady whenNotReady = WhenNotReady.Wait, CancellationToken cancellationToken = default)
    {
        Sent.Add(command);
        return default;
    }
}
