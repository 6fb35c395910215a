using System.Diagnostics.Metrics;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>The metrics that are read from the limits of all clients.</summary>
public sealed class ObservedClientsTests
{
    private const string Waiting = "spectacles.rest.calls.waiting";
    private const string Invalid = "spectacles.rest.requests.invalid";

    [Fact]
    public void Waiting_calls_and_invalid_requests_of_all_clients_are_added_until_a_client_ends()
    {
        using var meter = new Meter($"a meter of {nameof(ObservedClientsTests)}");
        var clients = new ObservedClients(meter);
        using var one = new LimitScene();
        using var other = new LimitScene();
        clients.Enter(one.Limits);
        clients.Enter(other.Limits);
        Assert.Equal([(Waiting, 0), (Invalid, 0)], Read(meter));

        one.Now().Answered(LimitScene.Response(403));
        other.Now().Answered(LimitScene.Response(403));
        other.Now(LimitScene.Edit).Answered(LimitScene.Limited("user", 60));
        _ = other.Begin(LimitScene.Edit);
        Assert.Equal([(Waiting, 1), (Invalid, 3)], Read(meter));

        clients.Leave(other.Limits);
        Assert.Equal([(Waiting, 0), (Invalid, 1)], Read(meter));
        one.Pass(600);
        Assert.Equal([(Waiting, 0), (Invalid, 0)], Read(meter));
    }

    private static List<(string Name, long Value)> Read(Meter meter)
    {
        var measured = new List<(string Name, long Value)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == meter)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured.Add((instrument.Name, value)));
        listener.Start();
        listener.RecordObservableInstruments();
        return [.. measured.OrderBy(one => one.Name, StringComparer.Ordinal)];
    }
}
