namespace Spectacles.Gateway.Fleet.Tests;

internal sealed class SabotagedAppender(
    Sabotage sabotage, MemoryEngine engine, SabotageNotes notes, int group, long fence, IEventAppender? inner) : IEventAppender
{
    private IEventAppender? appender = inner;
    private (RecordAddress Address, ReadOnlyMemory<byte> Record)? held;
    private int count;

    public async ValueTask<AppendOutcome> AppendAsync(
        RecordAddress address, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        appender ??= await engine.Events.TryOpenAsync(group, fence, cancellationToken);
        switch (sabotage)
        {
            case Sabotage.FenceIgnored:
                return await notes.Appenders[group].AppendAsync(address, record, cancellationToken);
            case Sabotage.FenceCheckedBeforeTheAppend when notes.Fences[group] == fence:
                await Task.Delay(5, cancellationToken);
                return await notes.Appenders[group].AppendAsync(address, record, cancellationToken);
            case Sabotage.FenceCheckedBeforeTheAppend:
                return AppendOutcome.Fenced;
            case Sabotage.RecordLost when ++count % 20 == 0:
                return AppendOutcome.Stored;
            case Sabotage.RecordDoubled:
                await appender!.AppendAsync(address, record, cancellationToken);
                break;
            case Sabotage.OrderSwapped when held is null:
                held = (address, record.ToArray());
                return AppendOutcome.Stored;
            case Sabotage.OrderSwapped:
                var first = held.Value;
                held = null;
                await appender!.AppendAsync(address, record, cancellationToken);
                return await appender.AppendAsync(first.Address, first.Record, cancellationToken);
            case Sabotage.RecordBufferUsedLater:
                if (held is { } last)
                {
                    await appender!.AppendAsync(last.Address, last.Record, cancellationToken);
                }

                held = (address, record);
                return AppendOutcome.Stored;
            case Sabotage.StoresWhileAway when !engine.IsConnected:
                return AppendOutcome.Stored;
            default:
                break;
        }

        return appender is null ? AppendOutcome.Fenced : await appender.AppendAsync(address, record, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        notes.Free[(group, fence)] = true;
        return ValueTask.CompletedTask;
    }
}
