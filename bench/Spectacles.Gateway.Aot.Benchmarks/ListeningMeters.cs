using System.Diagnostics.Metrics;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>Creates a meter with a listener of all its instruments, which does nothing with the measurements.</summary>
internal sealed class ListeningMeters : IMeterFactory
{
    private readonly MeterListener listener;
    private Meter? meter;

    public ListeningMeters()
    {
        listener = new MeterListener
        {
            InstrumentPublished = (instrument, to) =>
            {
                if (instrument.Meter.Scope == this)
                {
                    to.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        listener.Start();
    }

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        return meter ??= new Meter(options);
    }

    public void Dispose()
    {
        listener.Dispose();
        meter?.Dispose();
    }
}
