namespace Spectacles.Gateway.Fleet;

/// <summary>The right of one owner to append to a <see cref="MemoryLog"/>.</summary>
internal sealed class MemoryAppender(MemoryLog log, MemoryLink link, int group, long fence) : IEventAppender
{
    public ValueTask<AppendOutcome> AppendAsync(RecordAddress address, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (fails, isStored) = link.NextAppend();
        var outcome = isStored ? log.Append(group, fence, address, record.Span) : default;
        return fails
            ? throw new FleetException("The broker has not answered, so it is not known whether the record is stored. Append it again.")
            : ValueTask.FromResult(outcome);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
