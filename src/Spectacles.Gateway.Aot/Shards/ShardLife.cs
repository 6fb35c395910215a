namespace Spectacles.Gateway;

/// <summary>The state of one shard across its connections, with its counters and the callers that wait for READY.</summary>
internal sealed class ShardLife
{
    private readonly ShardParts parts;
    private readonly ShardSession session;
    private readonly ShardHistory history;
    private readonly Lock gate = new();
    private TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConnectionWriter? current;
    private ShardHeartbeat? heartbeat;
    private ConnectionWriter? left;
    private bool over;
    private long eventsReceived;
    private long eventsRepeated;
    private long? sessionSince;

    public ShardLife(ShardParts parts, ShardSession session)
    {
        this.parts = parts;
        this.session = session;
        history = new ShardHistory(parts.Id, parts.Errors, parts.Events, parts.Time);
    }

    public ShardState State { get; private set; }

    /// <summary>The number of resumes.</summary>
    public int Resumes { get; private set; }

    /// <summary>The number of received events, each counted once.</summary>
    public long EventsReceived => Volatile.Read(ref eventsReceived);

    /// <summary>The number of events that a replay has repeated.</summary>
    public long EventsRepeated => Volatile.Read(ref eventsRepeated);

    /// <summary>A task that completes when a connection receives events, and faults when none will.</summary>
    public Task Ready
    {
        get
        {
            lock (gate)
            {
                return ready.Task;
            }
        }
    }

    /// <summary>The heartbeat of the connection that carries events; null while there is none.</summary>
    public ShardHeartbeat? ReadyHeartbeat
    {
        get
        {
            lock (gate)
            {
                return heartbeat;
            }
        }
    }

    /// <summary>Returns the state, the time since it changed, the age of the session, and the last transitions.</summary>
    public (ShardState State, TimeSpan StateAge, TimeSpan? SessionAge, ShardTransition[] Transitions) Look()
    {
        lock (gate)
        {
            TimeSpan? age = sessionSince is { } since && parts.Lifecycle.Session is not null ? parts.Time.GetElapsedTime(since) : null;
            return (State, history.Age, age, history.ToArray());
        }
    }

    /// <summary>Counts a received event.</summary>
    /// <param name="notice">What is wrong with its sequence; null if nothing is.</param>
    public void CountEvent(string? notice)
    {
        Volatile.Write(ref eventsReceived, eventsReceived + 1);
        if (notice is not null)
        {
            parts.Errors.Send(GatewayErrorKind.Sequence, notice);
        }
    }

    /// <summary>Counts an event that a replay has repeated.</summary>
    public void CountRepeated() => Volatile.Write(ref eventsRepeated, eventsRepeated + 1);

    /// <summary>Removes the last event from the count, because another connection receives it again.</summary>
    public void CountWithdrawn() => Volatile.Write(ref eventsReceived, eventsReceived - 1);

    /// <summary>Enters a state in which the shard receives no events.</summary>
    public void Enter(ShardState state, string reason)
    {
        lock (gate)
        {
            if (over || State == state)
            {
                return;
            }

            Note(state, reason);
            CloseWay();
        }

        history.Tell();
    }

    /// <summary>Notes that a session has begun or was resumed. From now on, commands can be sent over the connection.</summary>
    public void Begin(ConnectionWriter writer, ShardHeartbeat beats, Session live, bool resumed)
    {
        if (!resumed)
        {
            parts.Dispatcher.StartAfter(0);
        }

        parts.Lifecycle.Began(live);
        foreach (var state in parts.Context.Calls.Handlers.States)
        {
            state.BeginSession(live.Id, parts.Id);
        }

        parts.Errors.Outages.Return(parts.Id);
        session.SaveSoon();
        using var pause = parts.Dispatcher.Pauses.Begin();
        lock (gate)
        {
            if (!over)
            {
                Resumes += resumed ? 1 : 0;
                parts.Arrivals.Enter(resumed);
                sessionSince = resumed && sessionSince is not null ? sessionSince : parts.Time.GetTimestamp();
                Note(ShardState.Ready, resumed ? "RESUMED" : "READY");
                if (writer != left)
                {
                    parts.Dispatcher.Window.Open(true);
                    parts.Commands.Open(writer);
                    (current, heartbeat) = (writer, beats);
                    ready.TrySetResult();
                }
            }
        }

        history.Tell();
        TellStart(parts.Telemetry.NoteReady(resumed));
        if (resumed)
        {
            parts.Events.TellResumed();
        }
        else
        {
            parts.Events.TellReady();
        }
    }

    /// <summary>Notes that a connection is being closed, or has ended. Commands wait for the next one.</summary>
    public void Leave(ConnectionWriter writer)
    {
        lock (gate)
        {
            left = writer;
            parts.Commands.Close(writer);
            if (current == writer)
            {
                CloseWay();
            }
        }
    }

    /// <summary>Ends the shard's waits with the reason.</summary>
    public void End(ShardState state, GatewayException reason)
    {
        lock (gate)
        {
            over = true;
            Note(state, reason.Message);
            if (!ready.TrySetException(reason))
            {
                ready = new TaskCompletionSource();
                ready.SetException(reason);
            }

            // Observes the exception, because the task may have no waiter.
            _ = ready.Task.Exception;
            parts.Commands.End(reason);
        }

        history.Tell();
        if (state == ShardState.Failed)
        {
            parts.Events.TellFailed(reason);
        }

        EndWaits(reason);
    }

    /// <summary>Ends the waits for events, because no more events will arrive.</summary>
    public void EndWaits(GatewayException reason)
    {
        parts.Listeners.End(reason);
        parts.Arrivals.End(reason);
    }

    /// <summary>Logs the start of the cluster, if this shard is the last one of it.</summary>
    private void TellStart(StartSummary? start)
    {
        if (start is not { } done)
        {
            return;
        }

        parts.Errors.Write(logger => Log.AllReady(logger, done.Shards, done.Duration.TotalSeconds, done.Resumed));
        var handlers = parts.Context.Calls.Handlers;
        List<string> silent = [];
        foreach (var call in (HandlerCall[])[.. handlers.Find("READY"u8), .. handlers.Find("GUILD_CREATE"u8)])
        {
            if (call.Handler is not IShardedState { IsRestored: true } && !silent.Contains(call.Method.Name))
            {
                silent.Add(call.Method.Name);
            }
        }

        if (done.Resumed > 0 && silent.Count > 0)
        {
            parts.Errors.Write(logger => Log.HandlersNotCalled(logger, string.Join(", ", silent)));
        }
    }

    /// <summary>Makes new waits for READY wait for the next connection. Called under the lock.</summary>
    private void CloseWay()
    {
        if (!over && ready.Task.IsCompletedSuccessfully)
        {
            (current, heartbeat) = (null, null);
            ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            parts.Dispatcher.Window.Open(false);
        }
    }

    private void Note(ShardState state, string reason)
    {
        history.Note(State, state, reason);
        State = state;
    }
}
