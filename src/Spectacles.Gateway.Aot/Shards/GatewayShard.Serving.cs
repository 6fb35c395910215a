namespace Spectacles.Gateway;

/// <content>What the set of shards does with one of them.</content>
internal sealed partial class GatewayShard
{
    /// <summary>Detects a handler that blocks the thread.</summary>
    public void LookForBlocking() => blocking.Look();

    /// <summary>Reads the shard for a collection of metrics.</summary>
    public ShardReading Read()
    {
        // Without this intent, READY announces guilds whose events never come.
        var guilds = Intents.HasFlag(GatewayIntents.Guilds) ? parts.Arrivals.Count : null;
        return new ShardReading(
            Id,
            State,
            CallsInFlight,
            Volatile.Read(ref waitingCommands),
            guilds?.Available,
            guilds?.Unavailable,
            parts.Confirmations?.Count);
    }

    /// <summary>Returns whether a call belongs to this shard.</summary>
    public bool Owns(PendingCall call) => call.Window == parts.Dispatcher.Window;

    /// <summary>Begins no further call, and saves the session as it is now. Runs none of the user's code.</summary>
    public void StopDispatching() => loop.StopDispatching();

    public Task WhenCallsFinished() => parts.Dispatcher.Window.WhenEmpty();

    /// <inheritdoc cref="ShardConfirmations.WhenNoneAsync"/>
    public Task WhenConfirmedAsync() => parts.Confirmations?.WhenNoneAsync() ?? Task.CompletedTask;

    /// <summary>
    /// Returns the number of events that the sink has not confirmed, and the sequence of the oldest one; no events without a sink.
    /// </summary>
    public (int Count, long First) Unconfirmed => parts.Confirmations?.Look() ?? default;

    /// <summary>Whether its removal keeps the session, whoever stops it; null while it is not being removed.</summary>
    public bool? KeepsSession { get; set; }

    /// <inheritdoc cref="ShardLoop.StopAsync"/>
    public Task StopAsync(bool? keepSession, CancellationToken giveUp) => loop.StopAsync(KeepsSession ?? keepSession, giveUp);

    /// <inheritdoc cref="ShardSession.Kept"/>
    public StoredSession? KeptSession => session.Kept;

    /// <inheritdoc cref="ShardLoop.AbandonAsync"/>
    public Task AbandonAsync() => loop.AbandonAsync();

    /// <summary>A task that completes when the guilds that READY announced have arrived.</summary>
    public Task GuildsArrived => parts.Arrivals.Complete;

    /// <inheritdoc cref="Dispatcher.BeginReplay"/>
    public Func<IEnumerable<KeptEvent>, CancellationToken, Task> BeginReplay(Action ended) => parts.Dispatcher.BeginReplay(ended);

    /// <summary>
    /// Completes when everything that the server sent before has been read and its calls have begun, or the shard has ended.
    /// </summary>
    /// <remarks>A heartbeat's acknowledgement follows it. The first one may belong to an earlier heartbeat; the second does not.</remarks>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (int acknowledged = 0; acknowledged < 2;)
            {
                await life.Ready.WaitAsync(cancellationToken).ConfigureAwait(false);
                bool answered = life.ReadyHeartbeat is { } heartbeat
                    && await heartbeat.RoundTripAsync(cancellationToken).ConfigureAwait(false);
                acknowledged = answered ? acknowledged + 1 : 0;
            }
        }
        catch (GatewayException)
        {
            // The shard receives nothing more.
        }
    }

    /// <summary>Describes the work that a stop leaves unfinished.</summary>
    /// <param name="handlers">Whether unfinished handlers were waited for.</param>
    public IEnumerable<string> Unfinished(bool handlers)
    {
        if (WhatHolds() is { } what)
        {
            yield return what;
        }

        if (session.SavesStill)
        {
            yield return "the session store has not answered, so the next start may repeat more events or begin a new session";
        }

        foreach (string call in handlers ? parts.Dispatcher.Window.Unfinished() : [])
        {
            yield return call;
        }
    }

    /// <summary>Describes the user's code that the shard runs or waits for; null when its read loop has ended.</summary>
    private string? WhatHolds() => parts.Dispatcher.Window.Running?.Call is { } call
        ? $"{call.Method.Name} blocks the thread of its shard in {call.Method.EventName}"
        : parts.Confirmations is { IsOffering: true }
        ? "the event sink blocks the thread of its shard"
        : Events.Telling is { } listener
        ? $"a listener of {listener} has not returned"
        : State switch
        {
            _ when Running.IsCompleted => null,
            ShardState.Connecting when loop.Orders.Connection is null => "ClusterOptions.ConnectionFactory has not returned",
            ShardState.Connecting => "ConnectAsync of the connection has not returned",
            _ => $"the connection has not ended after it was aborted (the shard is {State})",
        };
}
