using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>Receives the commands for the shards of one group, and sends them on the shards' connections.</summary>
/// <param name="group">The group.</param>
/// <param name="cluster">The connections.</param>
/// <param name="lease">Confirms that the node still owns the group.</param>
/// <param name="time">The clock.</param>
internal sealed class CommandReceiver(int group, Cluster cluster, NodeLease lease, TimeProvider time)
{
    /// <summary>The wait for a shard that is not READY. It ends before the worker's own wait.</summary>
    private static readonly TimeSpan Patience = CommandRequest.Timeout - TimeSpan.FromSeconds(5);

    public async ValueTask<ReadOnlyMemory<byte>?> AnswerAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        string? problem = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return problem is null ? ReadOnlyMemory<byte>.Empty : Encoding.UTF8.GetBytes(problem);
    }

    /// <summary>Sends a command.</summary>
    /// <returns>Why it was not sent; null if it was.</returns>
    private async Task<string?> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        if (!TryRead(request.Span, out int shardId, out var whenNotReady, out var command, out string? problem))
        {
            return problem;
        }

        if (!await lease.ConfirmAsync(cancellationToken).ConfigureAwait(false) || !cluster.Shards.TryGetValue(shardId, out var shard))
        {
            return $"Shard {shardId} has just moved to another node, and the command was not sent. Send it again.";
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await shard.SendAsync(command!, whenNotReady, either.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException)
        {
            return $"Shard {shardId} was not READY within {Patience.TotalSeconds} s, and the command was not sent.";
        }
        catch (Exception e) when (e is GatewayException or InvalidOperationException or ArgumentException)
        {
            return e.Message;
        }
    }

    private bool TryRead(
        ReadOnlySpan<byte> request, out int shardId, out WhenNotReady whenNotReady, out GatewayCommand? command, out string? problem)
    {
        (shardId, whenNotReady, command, problem) = (-1, WhenNotReady.Fail, null, "The request is not a command for a shard.");
        if (!CommandRequest.TryRead(request, out var read))
        {
            return false;
        }

        (shardId, whenNotReady) = (read.ShardId, read.WhenNotReady);
        if (shardId < 0 || !cluster.Shards.ContainsKey(shardId))
        {
            problem = $"The owner of group {group} does not have shard {shardId} at the moment, so the command was not sent.";
            return false;
        }

        try
        {
            command = GatewayCommand.FromUtf8(read.Payload);
            return true;
        }
        catch (ArgumentException e)
        {
            problem = e.Message;
            return false;
        }
    }
}
