using BenchmarkDotNet.Attributes;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>
/// Measures thousands of listeners: adding and removing must take linear time in total, and events of other names must cost nothing.
/// </summary>
public class ListenerBenchmarks
{
    private readonly ListenerSet others = new();

    [Params(1_000, 10_000)]
    public int Listeners { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        for (int i = 0; i < Listeners; i++)
        {
            others.Add(NewListener());
        }
    }

    [Benchmark]
    public void AddAndRemove()
    {
        var set = new ListenerSet();
        var listeners = new ListenerRegistration[Listeners];
        for (int i = 0; i < listeners.Length; i++)
        {
            set.Add(listeners[i] = NewListener());
        }

        foreach (var listener in listeners)
        {
            listener.Dispose();
        }
    }

    [Benchmark]
    public int EventOfAnotherName() => others.Find("MESSAGE_DELETE"u8).Length;

    private static ListenerRegistration NewListener() => new("MESSAGE_CREATE", "listener of", default, static (_, _, _) => default);
}
