using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Spectacles.Gateway.Dispatching;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway.Events;

/// <summary>One request for members, and its answer.</summary>
/// <param name="shard">The shard that owns the guild.</param>
/// <param name="request">Which members.</param>
/// <param name="patience">How long to wait for each chunk.</param>
internal sealed class MemberRequest(Shard shard, RequestGuildMembers request, TimeSpan patience)
{
    private readonly RequestGuildMembers request = request with { Nonce = request.Nonce ?? Guid.NewGuid().ToString("N") };

    // Bounded by the answer itself: a listener that waited for the reader would hold up the shard.
    private readonly Channel<GuildMembersChunk> answer = System.Threading.Channels.Channel.CreateUnbounded<GuildMembersChunk>();

    public async IAsyncEnumerable<GuildMembersChunk> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.Query is { Length: 0 } && shard.MemberLists.Take(request.GuildId) is var early && early > TimeSpan.Zero)
        {
            throw Refused(early);
        }

        using var chunks = shard.Listen<GuildMembersChunk>(TakeChunk, GatewayIntents.None, reason => answer.Writer.TryComplete(reason));
        using var refusals = shard.Listen<RateLimited>(TakeRefusal, GatewayIntents.None, static _ => { });
        await shard.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var seen = new HashSet<int>();
        GuildMembersChunk chunk;
        do
        {
            await HandlerWait.For(WaitAsync(seen.Count, cancellationToken)).ConfigureAwait(false);
            if (answer.Reader.TryRead(out chunk!) && seen.Add(chunk.ChunkIndex))
            {
                yield return chunk;
            }
        }
        while (chunk is null || seen.Count < chunk.ChunkCount);
    }

    private async Task WaitAsync(int taken, CancellationToken cancellationToken)
    {
        try
        {
            await answer.Reader.WaitToReadAsync(cancellationToken).AsTask().WaitAsync(patience, shard.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException(
                $"No chunk of the members of guild {request.GuildId} came within {patience.TotalSeconds} s, after {taken} that had come. A guild that is not on shard {shard.Id} has no answer, nor has a session that began after the request. Ask again.",
                e);
        }
    }

    private GatewayRateLimitedException Refused(TimeSpan wait) => new(
        $"Discord gives the whole list of a guild's members once in 30 s: guild {request.GuildId} may be asked for again in {Math.Ceiling(wait.TotalSeconds)} s.", Opcode.RequestGuildMembers, wait);

    private ValueTask TakeChunk(in Dispatch dispatch, Shard from, CancellationToken cancellationToken)
    {
        var chunk = dispatch.Model<GuildMembersChunk>();
        if (chunk.Nonce == request.Nonce)
        {
            answer.Writer.TryWrite(chunk);
        }

        return default;
    }

    private ValueTask TakeRefusal(in Dispatch dispatch, Shard from, CancellationToken cancellationToken)
    {
        var refusal = dispatch.Model<RateLimited>();
        if (refusal.Opcode == (int)Opcode.RequestGuildMembers && (refusal.Meta?.Nonce is { } nonce ? nonce == request.Nonce : refusal.Meta?.GuildId == request.GuildId))
        {
            answer.Writer.TryComplete(Refused(TimeSpan.FromSeconds(refusal.RetryAfter)));
        }

        return default;
    }
}
