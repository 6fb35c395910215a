using System.Diagnostics.Metrics;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>A listener of the fleet's metrics that throws on every value. Only for tests that run alone.</summary>
internal sealed class ThrowingListener : IDisposable
{
    private readonly MeterListener listener = new();
    private int thrown;

    /// <param name="instrument">The instrument, without what all names begin with; null for all.</param>
    public ThrowingListener(string? instrument = null)
    {
        listener.InstrumentPublished = (one, self) =>
        {
            if (one.Meter.Name == FleetMeter.Name && (instrument is null || one.Name == $"spectacles.fleet.{instrument}"))
            {
                self.EnableMeasurementEvents(one);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => Throw());
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Throw());
        listener.Start();
    }

    /// <summary>The number of exceptions.</summary>
    public int Thrown => Volatile.Read(ref thrown);

    public void Dispose() => listener.Dispose();

    private void Throw()
    {
        Interlocked.Increment(ref thrown);
        throw new InvalidOperationException("a listener");
    }
}
