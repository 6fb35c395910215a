using System.Text;

namespace Spectacles.Gateway.Tests;

/// <summary>A connection that receives nothing, and whose sends complete when the test says so.</summary>
internal sealed class HeldConnection : InMemoryConnection
{
    private readonly Lock gate = new();
    private readonly List<string> messages = [];

    /// <summary>Completes when the first message is being sent.</summary>
    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets messages be sent.</summary>
    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<string> Messages
    {
        get
        {
            lock (gate)
            {
                return [.. messages];
            }
        }
    }

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort)
    {
        lock (gate)
        {
            messages.Add(Encoding.UTF8.GetString(message.Span));
        }

        Begun.TrySetResult();
        await Release.Task;
    }

    public override void Abort()
    {
    }

    protected override async ValueTask<InMemoryFrame> NextAsync(CancellationToken abort)
    {
        await Task.Delay(Timeout.Infinite, abort);
        return default;
    }
}
