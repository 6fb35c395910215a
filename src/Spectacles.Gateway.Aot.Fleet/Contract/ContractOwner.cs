namespace Spectacles.Gateway.Fleet;

/// <summary>An appender in a test, whose records are texts.</summary>
internal sealed class ContractOwner(ContractRun run, IEventAppender appender, int firstShard)
{
    public IEventAppender Appender => appender;

    /// <summary>Appends a record, which has to be stored.</summary>
    public async Task StoreAsync(string text, RecordAddress? address = null) =>
        ContractRun.Equal(AppendOutcome.Stored, await AppendAsync(text, address), "An append of the group's last owner");

    /// <summary>Appends records, one after the other, each of which has to be stored.</summary>
    public async Task StoreAsync(IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            await StoreAsync(text);
        }
    }

    public Task<AppendOutcome> AppendAsync(string text, RecordAddress? address = null) => run.Within(
        appender.AppendAsync(
            address ?? RecordAddress.ForEvent(firstShard, "MESSAGE_CREATE"), ContractRun.Bytes(text), run.Cancellation).AsTask(),
        "end an append");
}
