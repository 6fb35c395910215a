namespace Spectacles.Gateway.Fleet;

/// <summary>A reader of a partition in a test.</summary>
internal sealed class ContractReader : IAsyncDisposable
{
    /// <summary>The record that tells whether a worker group has begun to read.</summary>
    private const string Probe = "probe";

    private readonly ContractRun run;
    private readonly IFleetEngine engine;
    private readonly DeliveryQuery query;
    private readonly int partition;
    private readonly CancellationTokenSource end;
    private readonly IAsyncEnumerator<Delivery> records;
    private Task<bool>? asked;
    private bool isDisposed;

    public ContractReader(ContractRun run, IFleetEngine engine, DeliveryQuery query, int partition)
    {
        (this.run, this.engine, this.query, this.partition) = (run, engine, query, partition);
        end = CancellationTokenSource.CreateLinkedTokenSource(run.Cancellation);
        records = engine.Events.ReadAsync(query, partition, end.Token).GetAsyncEnumerator(end.Token);
    }

    /// <summary>Waits until the broker knows the worker group. For that, it appends retries until one arrives.</summary>
    public async Task BegunAsync()
    {
        await run.Until(
            async () =>
            {
                await engine.Events.AppendRetryAsync(query.WorkerGroup, partition, ContractRun.Bytes(Probe), run.Cancellation);
                return await Task.WhenAny(Ask(), run.Delay(TimeSpan.FromMilliseconds(50))) == asked;
            },
            "deliver a retry to a worker group that reads");
    }

    /// <summary>Asks for a record, without waiting for it.</summary>
    public Task<bool> Ask() => asked ??= records.MoveNextAsync().AsTask();

    /// <summary>Waits for the next record.</summary>
    public async Task<Delivery> NextAsync(string what = "deliver the next record")
    {
        while (true)
        {
            ContractRun.Check(await run.Within(Ask(), what), "The engine ended an enumeration of records. It never ends by itself.");
            asked = null;
            var delivery = records.Current;
            if (ContractRun.Text(delivery.Record) != Probe)
            {
                return delivery;
            }

            await delivery.AcknowledgeAsync(run.Cancellation);
        }
    }

    /// <summary>Waits for the next record, which has to be this one, and does not answer.</summary>
    public async Task<Delivery> TakeAsync(string text, int attempt = 1)
    {
        var delivery = await NextAsync($"deliver record \"{text}\", attempt {attempt}");
        ContractRun.Equal(
            $"{text}, attempt {attempt}", $"{ContractRun.Text(delivery.Record)}, attempt {delivery.Attempt}", "The next delivery");
        return delivery;
    }

    /// <summary>Reads and acknowledges as many records as there are texts, which have to be these.</summary>
    public async Task ReadAsync(params IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            await (await TakeAsync(text)).AcknowledgeAsync(run.Cancellation);
        }
    }

    /// <summary>Waits for a record that must not come.</summary>
    public async Task ReadNothingAsync()
    {
        while (true)
        {
            if (await Task.WhenAny(Ask(), run.Delay(run.Subject.Pause)) != asked)
            {
                return;
            }

            await run.Within(asked, "deliver a record");
            string text = ContractRun.Text(records.Current.Record);
            ContractRun.Check(text == Probe, $"The engine delivered record \"{text}\", which is not right here.");
            asked = null;
            await records.Current.AcknowledgeAsync(run.Cancellation);
        }
    }

    /// <summary>Ends the enumeration by its token.</summary>
    public async Task StopAsync()
    {
        await end.CancelAsync();
        await run.IsCancelled(Ask(), "an enumeration of records");
    }

    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        await end.CancelAsync();
        if (asked is not null)
        {
            await run.Ended(asked);
        }

        // An enumeration that has not ended, which is a mistake, can't be disposed.
        if (asked?.IsCompleted is not false)
        {
            await records.DisposeAsync();
        }

        end.Dispose();
    }
}
