using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Appends the events of one group, in order: one record at a time. What arrives while a record is on its way becomes the next one, so
/// packs grow with the rate, and an event never waits when nothing is on its way.
/// </summary>
internal sealed class GroupPublisher : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly FleetPlan plan;
    private readonly int group;
    private readonly long fence;
    private readonly IEventAppender appender;
    private readonly PublisherServices services;
    private readonly ulong[] tags;
    private readonly string?[] sessions;
    private readonly int firstShard;
    private readonly RecordQueue queue;
    private readonly CancellationTokenSource end = new();
    private readonly TaskCompletionSource fenced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly Task sending;
    private Task? disposal;

    /// <summary>Creates a publisher of an owner.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="group">The group.</param>
    /// <param name="fence">The owner's fence.</param>
    /// <param name="appender">The right to append.</param>
    /// <param name="services">What the publishers of a node share.</param>
    public GroupPublisher(FleetPlan plan, int group, long fence, IEventAppender appender, PublisherServices services)
    {
        this.plan = plan;
        this.group = group;
        this.fence = fence;
        this.appender = appender;
        this.services = services;
        int[] shards = [.. plan.ShardsOf(group)];
        firstShard = shards[0];
        tags = new ulong[shards.Length];
        sessions = new string?[shards.Length];
        queue = new RecordQueue(2 * shards.Length);
        sending = SendAsync();
    }

    /// <summary>Completes when the log has refused a record, because the group has a later owner.</summary>
    public Task Fenced => fenced.Task;

    /// <summary>Returns whether the broker takes a record with this event.</summary>
    public bool Fits(in Dispatch dispatch) => dispatch.Data.Length <= services.MaxRecordBytes - RecordWriter.Overhead(2 * tags.Length);

    /// <summary>
    /// Takes an event of one of the group's shards. When nothing more is appended, the event is dropped, and its receipt never confirmed.
    /// </summary>
    /// <returns>False if there is no room.</returns>
    public bool TryTake(in Dispatch dispatch, int shardId, EventReceipt receipt, EventClass kind, string name)
    {
        int bytes = dispatch.Data.Length + dispatch.EventName.Length;
        if (queue.IsClosed)
        {
            return true;
        }

        if (!services.Budget.TryTake(bytes))
        {
            return false;
        }

        bool isAdded = false;
        try
        {
            isAdded = TryAdd(dispatch, shardId, receipt, kind, name, bytes);
        }
        finally
        {
            // It may also have thrown: a listener of activities is the program's own code.
            if (!isAdded)
            {
                services.Budget.Return(bytes);
            }
        }

        return true;
    }

    /// <summary>Waits until everything that was taken is stored.</summary>
    public Task FlushAsync() => queue.WhenIdle();

    /// <summary>Ends appending. What is not stored is given up: its receipts are never confirmed.</summary>
    public ValueTask DisposeAsync()
    {
        lock (gate)
        {
            return new ValueTask(disposal ??= EndAsync());
        }
    }

    private async Task EndAsync()
    {
        queue.Close();
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await end.CancelAsync().ConfigureAwait(false);
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        services.Budget.Return(queue.Clear());
        await appender.DisposeAsync().ConfigureAwait(false);
        end.Dispose();
    }

    /// <summary>Adds an event to the record that is being collected, and begins to append if nothing is on its way.</summary>
    /// <returns>False if nothing more is appended.</returns>
    private bool TryAdd(in Dispatch dispatch, int shardId, EventReceipt receipt, EventClass kind, string name, int bytes)
    {
        var activity = EventActivity.Start(name, shardId, dispatch.Sequence);
        Span<byte> trace = stackalloc byte[activity is null ? 0 : RecordFormat.TraceContextLength];
        if (activity is not null)
        {
            EventActivity.Write(activity, trace);
        }

        var one = new RecordedEvent
        {
            Shard = new RecordedShard(shardId, TagOf(shardId, receipt.SessionId), dispatch.Sequence),
            Sequence = dispatch.Sequence,
            ReceivedAt = services.Time.GetUtcNow(),
            TraceContext = trace,
            Name = dispatch.EventName,
            Data = dispatch.Data,
        };
        var address = kind == EventClass.Packed ? RecordAddress.ForPack : RecordAddress.ForEvent(shardId, name);
        return queue.TryAdd(one, address, receipt, activity, bytes);
    }

    /// <summary>Appends one record after the other, until the end: a task for each record would be an allocation.</summary>
    private async Task SendAsync()
    {
        while (true)
        {
            if (queue.Next() is not { } record)
            {
                if (queue.IsClosed)
                {
                    return;
                }

                await queue.WaitAsync().ConfigureAwait(false);
                continue;
            }

            long began = services.Time.GetTimestamp();
            bool isStored = await AppendAsync(record).ConfigureAwait(false);
            services.Budget.Return(record.Bytes);
            if (!isStored)
            {
                // Nothing more is sent. The shards are about to be closed.
                record.Dispose();
                queue.End();
                return;
            }

            services.Confirm(record, services.Time.GetElapsedTime(began));
            queue.Return(record);
        }
    }

    /// <summary>Appends a record, again and again until the broker answers.</summary>
    /// <returns>Whether it is stored.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> AppendAsync(PendingRecord record)
    {
        var bytes = record.Finish(group, fence, plan.ShardCount);
        var pause = ShortestPause;
        while (!end.IsCancellationRequested)
        {
            AppendOutcome outcome;
            try
            {
                outcome = await appender.AppendAsync(record.Address, bytes, end.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                return false;
            }
#pragma warning disable CA1031 // Whatever an engine throws: the record is not known to be stored, and must not be given up.
            catch (Exception e)
#pragma warning restore CA1031
            {
                services.NoteFailure(group, e);
                await Task.Delay(pause, services.Time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                continue;
            }

            if (outcome == AppendOutcome.Fenced)
            {
                fenced.TrySetResult();
                return false;
            }

            services.NoteStored(group);
            return true;
        }

        return false;
    }

    private ulong TagOf(int shardId, string? sessionId)
    {
        if (sessionId is null)
        {
            return 0;
        }

        int index = shardId - firstShard;
        if (!ReferenceEquals(sessions[index], sessionId))
        {
            sessions[index] = sessionId;
            tags[index] = SessionTag.Of(sessionId);
        }

        return tags[index];
    }
}
