using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Spectacles.Gateway.Tests;

/// <summary>Makes one meter, and keeps what is recorded on it.</summary>
internal sealed class MeterRecorder : IMeterFactory
{
    private readonly ConcurrentQueue<Recorded> all = new();
    private readonly MeterListener listener;
    private Meter? meter;

    public MeterRecorder(Func<Instrument, bool>? listens = null)
    {
        listener = new MeterListener
        {
            InstrumentPublished = (instrument, to) =>
            {
                if (instrument.Meter.Scope == this)
                {
                    Instruments.Add(instrument);
                    if (listens?.Invoke(instrument) ?? true)
                    {
                        to.EnableMeasurementEvents(instrument);
                    }
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.Start();
    }

    /// <summary>Called for each measurement, on the thread that makes it, with the name of the instrument.</summary>
    public Action<string>? Measured { get; set; }

    /// <summary>Whether measurements are kept, which allocates.</summary>
    public bool Keeps { get; init; } = true;

    public List<Instrument> Instruments { get; } = [];

    /// <summary>What was recorded on an instrument: the value, and the attributes without their prefix, by name.</summary>
    public string[] Of(string name) => [.. all.Where(one => one.Name == $"spectacles.gateway.{name}").Select(one => one.Text)];

    /// <summary>Forgets everything, and reads the instruments that are read.</summary>
    public string[] Read(string name)
    {
        all.Clear();
        listener.RecordObservableInstruments();
        return Of(name);
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

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Measured?.Invoke(instrument.Name);
        if (!Keeps)
        {
            return;
        }

        string number = value.ToString("0.###", CultureInfo.InvariantCulture);
        string[] attributes =
        [
            .. tags.ToArray()
                .Select(tag => $"{tag.Key.Replace("spectacles.", "", StringComparison.Ordinal)}={tag.Value}")
                .Order(StringComparer.Ordinal),
        ];
        all.Enqueue(new Recorded(instrument.Name, string.Join(' ', [number, .. attributes])));
    }

    private sealed record Recorded(string Name, string Text);
}
