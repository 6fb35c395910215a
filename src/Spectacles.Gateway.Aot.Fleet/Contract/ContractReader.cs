namespace Spectacles.Gateway.Fleet;

/// <summary>A reader of a partition in a test.</summary>
internal sealed class ContractReader : IAsyncDisposable
{
    /// <summary>The record whose arrival shows that a worker group has begun to read.</summary>
    private const string Probe = "probe";

    private const string Enumeration = "an enumeration of records";

    private readonly ContractRun run;
    private readonly IFleetEngine engine;
    private readonly DeliveryQuery query;
    private readonly int partition;
    private readonly ContractEnumeration<Delivery> records;

    public ContractReader(ContractRun run, IFleetEngine engine, DeliveryQuery query, int partition)
    {
        (this.run, this.engine, this.query, this.partition) = (run, engine, query, partition);
        records = new ContractEnumeration<Delivery>(run, token => engine.Events.ReadAsync(query, partition, token));
    }

    /// <summary>Waits until the broker knows the worker group. For that, it appends retries until one arrives.</summary>
    public async Task BegunAsync()
    {
        await run.Until(
            async () =>
            {
                await engine.Events.AppendRetryAsync(query.WorkerGroup, partition, ContractRun.Bytes(Probe), run.Cancellation);
                var asked = Ask();
                return await Task.WhenAny(asked, run.Delay(TimeSpan.FromMilliseconds(50))) == asked;
            },
            "deliver a retry to a worker group that reads");
    }

    /// <summary>Asks for a record and does not wait for it.</summary>
    public Task<bool> Ask() => records.Ask();

    /// <summary>Waits for the next record.</summary>
    public async Task<Delivery> NextAsync(string what = "deliver the next record")
    {
        while (true)
        {
            var delivery = await records.NextAsync(Enumeration, what);
            if (ContractRun.Text(delivery.Record) != Probe)
            {
                return delivery;
            }

            await delivery.AcknowledgeAsync(run.Cancellation);
        }
    }

    /// <summary>Waits for the next record, which must have this text, and does not answer it.</summary>
    public async Task<Delivery> TakeAsync(string text, int attempt = 1)
    {
        var delivery = await NextAsync($"deliver record \"{text}\", attempt {attempt}");
        ContractRun.Equal(
            $"{text}, attempt {attempt}", $"{ContractRun.Text(delivery.Record)}, attempt {delivery.Attempt}", "The next delivery");
        return delivery;
    }

    /// <summary>Reads and acknowledges as many records as there are texts. The records must have these texts.</summary>
    public async Task ReadAsync(params IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            await (await TakeAsync(text)).AcknowledgeAsync(run.Cancellation);
        }
    }

    /// <summary>Waits for a record that must not arrive.</summary>
    public async Task ReadNothingAsync()
    {
        while (true)
        {
            var asked = Ask();
            if (await Task.WhenAny(asked, run.Delay(run.Subject.Pause)) != asked)
            {
                return;
            }

            var delivery = await records.NextAsync(Enumeration, "deliver a record");
            string text = ContractRun.Text(delivery.Record);
            ContractRun.Check(text == Probe, $"The engine delivered record \"{text}\", which is not right here.");
            await delivery.AcknowledgeAsync(run.Cancellation);
        }
    }

    /// <summary>Ends the enumeration by canceling its token.</summary>
    public Task StopAsync() => records.StopAsync(Enumeration);

    public ValueTask DisposeAsync() => records.DisposeAsync();
}
