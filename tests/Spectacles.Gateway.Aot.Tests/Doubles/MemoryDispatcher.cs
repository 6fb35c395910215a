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
}
