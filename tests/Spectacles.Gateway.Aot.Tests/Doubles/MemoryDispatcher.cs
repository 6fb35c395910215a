using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>Makes event dispatchers with a clock of the test's, and keeps their errors.</summary>
internal sealed class MemoryDispatcher
{
    public FakeTimeProvider Time { get; } = new();

    public List<GatewayError> Errors { get; } = [];

    public EventDispatcher Make(params IGatewayHandler[] handlers)
    {
        var dispatcher = new EventDispatcher(new EventDispatcherOptions { TimeProvider = Time });
        dispatcher.Error += error =>
        {
            lock (Errors)
            {
                Errors.Add(error);
            }
        };
        foreach (var handler in handlers)
        {
            dispatcher.AddHandler(handler);
        }

        return dispatcher;
    }

    /// <summary>Moves the clock second by second, slowly enough for other threads to keep up, until something has happened.</summary>
    public async Task PassTimeUntilAsync(Task happened)
    {
        while (!happened.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await happened;
    }
}
