using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace Spectacles.Gateway.Tests;

/// <summary>A sink whose room, answers and confirmations a test decides.</summary>
internal sealed class TestSink : IEventSink
{
    private readonly Lock gate = new();
    private readonly List<TakenEvent> taken = [];
    private readonly Channel<bool> waits = Channel.CreateUnbounded<bool>();
    private TaskCompletionSource? room;

    /// <summary>What is done with an event; by default, it is taken.</summary>
    public Func<string, long, SinkResult>? Decide { get; set; }

    /// <summary>Whether an event is confirmed at once.</summary>
    public bool Confirms { get; set; }

    /// <summary>Whether a wait for room goes on when it is canceled.</summary>
    public bool IgnoresToken { get; set; }

    /// <summary>The events that were taken, in order, each time that they were.</summary>
    public IReadOnlyList<TakenEvent> Taken
    {
        get
        {
            lock (gate)
            {
                return [.. taken];
            }
        }
    }

    /// <summary>The numbers of the X events that were taken, in order.</summary>
    public IEnumerable<int> Numbers =>
        Taken.Where(one => one.Name == "X").Select(one => int.Parse(one.Data, CultureInfo.InvariantCulture));

    public SinkResult Receive(in Dispatch dispatch, Shard shard, EventReceipt receipt)
    {
        string name = Encoding.UTF8.GetString(dispatch.EventName);
        SinkResult result;
        lock (gate)
        {
            result = room is not null ? SinkResult.Full : Decide?.Invoke(name, dispatch.Sequence) ?? SinkResult.Taken;
            if (result == SinkResult.Taken)
            {
                taken.Add(new TakenEvent(shard.Id, name, Encoding.UTF8.GetString(dispatch.Data), receipt));
            }
        }

        if (result == SinkResult.Taken && Confirms)
        {
            receipt.Confirm();
        }

        return result;
    }

    public async ValueTask WaitForRoomAsync(Shard shard, CancellationToken cancellationToken)
    {
        waits.Writer.TryWrite(true);
        Task? until;
        lock (gate)
        {
            until = room?.Task;
        }

        await (until ?? Task.CompletedTask).WaitAsync(IgnoresToken ? CancellationToken.None : cancellationToken);
    }

    /// <summary>From now on there is no room.</summary>
    public void Fill()
    {
        lock (gate)
        {
            room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>From now on there is room.</summary>
    public void Empty()
    {
        lock (gate)
        {
            room?.SetResult();
            room = null;
        }
    }

    /// <summary>The present waits for room end with an exception. There is still no room.</summary>
    public void FailWait(Exception failure)
    {
        lock (gate)
        {
            room!.SetException(failure);
            room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Waits until a shard waits for room.</summary>
    public async Task FullAsync() =>
        await waits.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(LiveGateway.Patience);

    /// <summary>Confirms everything that was taken.</summary>
    public void ConfirmAll()
    {
        foreach (var one in Taken)
        {
            one.Receipt.Confirm();
        }
    }
}
