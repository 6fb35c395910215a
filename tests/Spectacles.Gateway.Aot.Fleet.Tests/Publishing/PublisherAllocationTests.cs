using System.Text;
using System.Threading.Tasks.Sources;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Fleet.Tests.Publishing;

/// <summary>
/// What an event costs a node from the shard to the engine, and back to the confirmation. The engine's part is not counted.
/// </summary>
public sealed class PublisherAllocationTests : IEventAppender, IValueTaskSource<AppendOutcome>
{
    private const int Warm = 200;
    private const int Counted = 1_000;
    private const int Windows = 5;

    private readonly byte[] data = Encoding.ASCII.GetBytes($"\"{new string('a', 900)}\"");
    private ManualResetValueTaskSourceCore<AppendOutcome> answer;
    private long appended;

    [Theory]
    [InlineData(1, EventClass.Packed)]
    [InlineData(2, EventClass.Packed)]
    [InlineData(100, EventClass.Packed)]
    [InlineData(300, EventClass.Packed)]
    [InlineData(1, EventClass.Separate)]
    [InlineData(3, EventClass.Separate)]
    public async Task Event_does_not_allocate(int eventsInFlight, EventClass kind)
    {
        var services = new PublisherServices(new BufferBudget(1 << 20), 1 << 20, new FakeTimeProvider(), (_, _) => { });
        await using var publisher = PublishedNumbers.NewPublisher(this, services);
        for (int i = 0; i < Warm; i++)
        {
            Publish(publisher, services, eventsInFlight, kind);
        }

        // After a collection, the runtime may take the pooled buffers away, once.
        long least = long.MaxValue;
        for (int window = 0; window < Windows && least > 0; window++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Counted; i++)
            {
                Publish(publisher, services, eventsInFlight, kind);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(appended, services.Records);
        Assert.Equal(0, least);
    }

    public ValueTask<AppendOutcome> AppendAsync(RecordAddress address, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        appended++;
        answer.Reset();
        return new ValueTask<AppendOutcome>(this, answer.Version);
    }

    public ValueTask DisposeAsync() => default;

    AppendOutcome IValueTaskSource<AppendOutcome>.GetResult(short token) => answer.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<AppendOutcome>.GetStatus(short token) => answer.GetStatus(token);

    void IValueTaskSource<AppendOutcome>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        answer.OnCompleted(continuation, state, token, flags);

    /// <summary>Takes events, of which the first is appended at once, and answers until all are stored.</summary>
    private void Publish(GroupPublisher publisher, PublisherServices services, int events, EventClass kind)
    {
        long end = services.Events + events;
        for (int i = 0; i < events; i++)
        {
            DispatchState state = default;
            publisher.TryTake(new Dispatch("MESSAGE_CREATE"u8, data, i, ref state), 16 + (i % 16), default, kind, "MESSAGE_CREATE");
        }

        while (services.Events < end)
        {
            answer.SetResult(AppendOutcome.Stored);
        }
    }
}
