using System.Text;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>An appender whose outcomes the test decides.</summary>
internal sealed class ManualAppender : IEventAppender
{
    private TaskCompletionSource<AppendOutcome> current = new();

    /// <summary>What was appended: the address, and the payloads.</summary>
    public List<string> Records { get; } = [];

    public bool IsDisposed { get; private set; }

    public ValueTask<AppendOutcome> AppendAsync(RecordAddress address, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        Assert.True(EventRecord.TryRead(record.Span, out var read));
        string where = address.IsPack ? "pack" : $"shard {address.ShardId} {address.EventName}";
        List<string> payloads = [];
        var events = read.Events;
        while (events.TryNext(out var one))
        {
            payloads.Add(Encoding.UTF8.GetString(one.Data).Trim());
        }

        Records.Add($"{where}: {string.Join(' ', payloads)}");
        current = new TaskCompletionSource<AppendOutcome>();
        return new ValueTask<AppendOutcome>(current.Task.WaitAsync(cancellationToken));
    }

    /// <summary>Ends the append that is on its way.</summary>
    public void End(AppendOutcome outcome) => current.SetResult(outcome);

    /// <summary>Ends the append that is on its way, without a known outcome.</summary>
    public void Fail() => current.SetException(new FleetException("no answer"));

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return default;
    }
}
