using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Spectacles.Gateway.Events;

/// <summary>One request for members, and its response.</summary>
/// <param name="shard">The shard that owns the guild.</param>
/// <param name="request">The requested members.</param>
/// <param name="patience">How long to wait for each chunk.</param>
internal sealed class MemberRequest(Shard shard, RequestGuildMembers request, TimeSpan patience)
{
    private readonly RequestGuildMembers request = request with { Nonce = request.Nonce ?? Guid.NewGuid().ToString("N") };

    // Bounded by the response itself: a listener that waited for the reader would block the shard.
    private readonly Channel<GuildMembersChunk> answer = System.Threading.Channels.Channel.CreateUnbounded<GuildMembersChunk>();

    public async IAsyncEnumerable<GuildMembersChunk> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request is { Query.Length: 0, Limit: 0 } && shard.MemberLists.Take(request.GuildId) is var early && early > TimeSpan.Zero)
        {
            throw Refused(early);
        }

        using var chunks = shard.Listen<GuildMembersChunk>(TakeChunk, GatewayIntents.None, reason => answer.Writer.TryComplete(reason));
        using var refusals = shard.Listen<RateLimited>(TakeRefusal, GatewayIntents.None, static _ => { });
        await shard.SendAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        string? session = shard.SessionId;
        var seen = new HashSet<int>();
        GuildMembersChunk? chunk = null;
        do
        {
            await HandlerWait.For(WaitAsync(seen.Count, chunk?.ChunkCount, session, cancellationToken)).ConfigureAwait(false);
            if (answer.Reader.TryRead(out chunk) && seen.Add(chunk.ChunkIndex))
            {
                yield return chunk;
            }
        }
        while (chunk is null || seen.Count < chunk.ChunkCount);
    }

    private async Task WaitAsync(int taken, int? count, string? session, CancellationToken cancellationToken)
    {
        try
        {
            await answer.Reader.WaitToReadAsync(cancellationToken)
                .AsTask()
                .WaitAsync(patience, shard.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            string progress = count is null ? "No chunk was received" : $"{taken} of {count} chunks were received";
            throw new TimeoutException(
                $"Shard {shard.Id} received no chunk of the members of guild {request.GuildId} within {patience.TotalSeconds} s. "
                    + $"{progress} since the request. {Circumstances(session)}",
                e);
        }
    }

    /// <summary>Describes the state of a request that was not answered.</summary>
    private string Circumstances(string? session) =>
        ShardNumber.Of(request.GuildId, shard.ShardCount) is var owner && owner != shard.Id
            ? $"The guild is on shard {owner}: send the request there."
        : shard.State != ShardState.Ready ? $"The shard is not connected; its state is {shard.State}. Repeat the request when it is Ready."
        : shard.SessionId != session
            ? "The shard has started a new session, in which Discord does not answer this request. Repeat the request."
        : "The shard is connected with the session of the request, but Discord did not answer. Check that the bot is in the guild.";

    private GatewayRateLimitedException Refused(TimeSpan wait) => new(
        $"Discord returns the full member list of a guild once in 30 s: "
            + $"guild {request.GuildId} can be requested again in {Math.Ceiling(wait.TotalSeconds)} s.",
        Opcode.RequestGuildMembers,
        wait);

    private ValueTask TakeChunk(Dispatch dispatch, Shard from, CancellationToken cancellationToken)
    {
        try
        {
            var chunk = dispatch.Model<GuildMembersChunk>();
            if (chunk.Nonce == request.Nonce)
            {
                answer.Writer.TryWrite(chunk);
            }
        }
        catch (Exception e)
        {
            bool? isAnswer = NonceMatches(dispatch) ?? GuildMatches(dispatch);
            if (isAnswer == false)
            {
                // The request that this chunk answers reports it.
                return default;
            }

            if (isAnswer == true)
            {
                answer.Writer.TryComplete(e);
            }

            throw;
        }

        return default;
    }

    /// <summary>
    /// Returns whether a chunk that does not fit the model has the nonce of this request; null if its nonce can't be read.
    /// </summary>
    private bool? NonceMatches(in Dispatch dispatch)
    {
        try
        {
            var nonce = dispatch.View<GuildMembersChunk.View>().Nonce;
            return nonce.HasValue ? nonce.Equals(request.Nonce) : null;
        }
        catch (Exception e) when (ModelPath.IsMismatch(e))
        {
            return null;
        }
    }

    /// <summary>Returns whether such a chunk is about the guild of this request; null if its guild can't be read.</summary>
    private bool? GuildMatches(in Dispatch dispatch)
    {
        try
        {
            ulong guild = dispatch.View<GuildMembersChunk.View>().GuildId;
            return guild != 0 ? guild == request.GuildId : null;
        }
        catch (Exception e) when (ModelPath.IsMismatch(e))
        {
            return null;
        }
    }

    private ValueTask TakeRefusal(Dispatch dispatch, Shard from, CancellationToken cancellationToken)
    {
        var refusal = dispatch.Model<RateLimited>();
        if (
            refusal.Opcode == (int)Opcode.RequestGuildMembers
                && (refusal.Meta?.Nonce is { } nonce ? nonce == request.Nonce : refusal.Meta?.GuildId == request.GuildId))
        {
            answer.Writer.TryComplete(Refused(RetryDelay.Of(refusal.RetryAfter).Wait));
        }

        return default;
    }
}
