using Spectacles.Gateway.Fleet;

namespace FleetSoak.Sabotage;

/// <summary>Ignores that the log refuses the records of a former owner.</summary>
internal sealed class UnfencedAppender(IEventAppender inner) : IEventAppender
{
    public async ValueTask<AppendOutcome> AppendAsync(
        RecordAddress address, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        await inner.AppendAsync(address, record, cancellationToken);
        return AppendOutcome.Stored;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
