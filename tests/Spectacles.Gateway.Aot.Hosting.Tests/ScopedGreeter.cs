using System.Collections.Concurrent;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Hosting.Tests;

/// <summary>A handler with a service that is created for each event.</summary>
[ScopedHandler]
[GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.MessageContent)]
public sealed partial class ScopedGreeter(ScopedGreeter.Work work)
{
    public async Task HandleAsync(MessageCreate message)
    {
        await Task.Yield();
        work.Did(message.Content);
        if (message.Content == "fail")
        {
            throw new InvalidOperationException("The handler failed on purpose.");
        }
    }

    /// <summary>All scopes of one host.</summary>
    public sealed class Record
    {
        public ConcurrentQueue<string> Done { get; } = new();

        public ConcurrentQueue<string> Disposed { get; } = new();

        public ConcurrentQueue<Work> Created { get; } = new();
    }

    /// <summary>A service that can only be disposed asynchronously, such as a database context.</summary>
    public sealed class Work : IAsyncDisposable
    {
        private readonly Record record;
        private string? last;

        public Work(Record record)
        {
            this.record = record;
            record.Created.Enqueue(this);
        }

        public void Did(string what)
        {
            Assert.Null(last);
            last = what;
            record.Done.Enqueue(what);
        }

        public ValueTask DisposeAsync()
        {
            record.Disposed.Enqueue(last ?? "nothing");
            return default;
        }
    }
}
