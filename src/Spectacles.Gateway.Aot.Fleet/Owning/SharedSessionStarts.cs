using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Counts the sessions that a fleet may still start, which is one number for all nodes of a bot: each IDENTIFY takes one from the number in
/// the nodes' state. The first node that needs one after the reset of the limit asks Discord for the new number.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#session-start-limit-object</remarks>
/// <param name="state">The nodes' state.</param>
/// <param name="time">The clock.</param>
/// <param name="report">Reports that no starts are left.</param>
internal sealed class SharedSessionStarts(IFleetState state, TimeProvider time, Action<string, Exception?> report)
{
    /// <summary>The interval at which waiting nodes look at the number.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>The interval at which one node of the fleet asks Discord, although no node needs a start.</summary>
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromHours(1);

    private long askedAt;
    private DateTimeOffset reportedUntil;
    private Task refreshing = Task.CompletedTask;

    /// <summary>The bot's gateway, which has Discord's answer. Set before the first call.</summary>
    public Gateway Gateway { get; set; } = null!;

    /// <summary>Stores what Discord has answered this node, unless the stored number is smaller.</summary>
    /// <exception cref="FleetException">The broker refuses something.</exception>
    public Task NoteAsync(CancellationToken cancellationToken) => NoteAsync(isTrusted: false, cancellationToken);

    /// <param name="isTrusted">Whether the stored number is replaced, even by a greater one.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    private async Task NoteAsync(bool isTrusted, CancellationToken cancellationToken)
    {
        askedAt = time.GetTimestamp();

        // A limit that seems to be over already would be asked for again and again.
        var limit = Gateway.SessionStartLimit;
        var soonest = time.GetUtcNow() + LongestWait;
        var answer = new StoredStarts(limit.Remaining, limit.ResetAt > soonest ? limit.ResetAt : soonest);
        while (true)
        {
            var (stored, revision) = await ReadAsync(cancellationToken).ConfigureAwait(false);

            // The clock of the node that has written it may be ahead.
            var next = stored is null || isTrusted
                ? answer
                : new StoredStarts(
                    Math.Min(stored.Remaining, answer.Remaining), stored.ResetAt < answer.ResetAt ? stored.ResetAt : answer.ResetAt);
            if (next == stored || await TryWriteAsync(next, revision, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    /// <summary>Waits until a start is left.</summary>
    /// <exception cref="GatewayException">The broker or Discord's API refuses something.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (stored, _) = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (stored is null)
            {
                await Gateway.FetchAsync(force: true, cancellationToken).ConfigureAwait(false);
                await NoteAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (stored.Remaining > 0)
            {
                return;
            }

            if (time.GetElapsedTime(askedAt) >= RefreshInterval)
            {
                // The stored time may be wrong, or the number too small: starts that were taken and not used count.
                await Gateway.FetchAsync(force: true, cancellationToken).ConfigureAwait(false);
                await NoteAsync(isTrusted: true, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (reportedUntil != stored.ResetAt)
            {
                reportedUntil = stored.ResetAt;
                report(
                    $"the fleet has no session starts left until {stored.ResetAt.UtcDateTime:s}Z. Shards that need a new session wait "
                    + "until then; otherwise Discord would reset the bot's token.", null);
            }

            var left = stored.ResetAt - time.GetUtcNow();
            await Task.Delay(
                TimeSpan.FromTicks(Math.Clamp(left.Ticks, TimeSpan.TicksPerSecond, LongestWait.Ticks)), time, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Takes a start.</summary>
    /// <returns>Whether one was left.</returns>
    /// <exception cref="FleetException">The broker refuses something.</exception>
    public async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (stored, revision) = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (stored is not { Remaining: > 0 })
            {
                return false;
            }

            var next = stored with { Remaining = stored.Remaining - 1 };
            if (await TryWriteAsync(next, revision, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }
    }

    /// <summary>
    /// Asks Discord again from time to time, which also shows whether it recommends another number of shards. Called by one node of the
    /// fleet. Does not wait; a failure has no effect but the next attempt.
    /// </summary>
    public void Refresh(CancellationToken cancellationToken)
    {
        if (refreshing.IsCompleted && time.GetElapsedTime(askedAt) >= RefreshInterval)
        {
            askedAt = time.GetTimestamp();
            refreshing = RefreshAsync(cancellationToken);
        }
    }

    /// <summary>Waits for the end of a <see cref="Refresh"/>.</summary>
    public Task EndAsync() => refreshing;

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Gateway.FetchAsync(force: true, cancellationToken).ConfigureAwait(false);
            await NoteAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is GatewayException or OperationCanceledException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                report($"Discord's session start limit could not be read, which is tried again in an hour: {e.Message}", e);
            }
        }
    }

    /// <returns>The number; null if there is none, or its time is over.</returns>
    private async Task<(StoredStarts? Starts, long Revision)> ReadAsync(CancellationToken cancellationToken)
    {
        var entry = await state.ReadAsync(NodeKeys.SessionStarts, cancellationToken).ConfigureAwait(false);
        var stored = entry is null ? null : StoredStarts.Read(entry.Value.Span);
        return (stored?.ResetAt > time.GetUtcNow() ? stored : null, entry?.Revision ?? 0);
    }

    private async Task<bool> TryWriteAsync(StoredStarts starts, long revision, CancellationToken cancellationToken) =>
        await state.TryWriteAsync(NodeKeys.SessionStarts, starts.Write(), revision, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>The value in the nodes' state: <c>remaining reset</c>, the latter in milliseconds since 1970.</summary>
    private sealed record StoredStarts(int Remaining, DateTimeOffset ResetAt)
    {
        public static StoredStarts? Read(ReadOnlySpan<byte> value)
        {
            string[] words = Encoding.UTF8.GetString(value).Split(' ');
            return words.Length == 2
                && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int remaining)
                && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long reset)
                && reset <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
                    ? new StoredStarts(remaining, DateTimeOffset.FromUnixTimeMilliseconds(reset))
                    : null;
        }

        public byte[] Write() => Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, Remaining)} {ResetAt.ToUnixTimeMilliseconds()}"));
    }
}
