using System.Text;

namespace Spectacles.Gateway.Tests.Protocol;

/// <summary>Everything that can happen to a connection, by a name.</summary>
internal static class LifecycleInput
{
    /// <summary>The sequence of the last event before the input; an input's own events come after it.</summary>
    public const long Before = 5;

    private static readonly Dictionary<string, Func<ConnectionLifecycle, long, LifecycleStep>> Inputs = new()
    {
        ["HELLO"] = (lifecycle, _) => Receive(lifecycle, """{"op":10,"d":{"heartbeat_interval":40000}}"""),
        ["HELLO without interval"] = (lifecycle, _) => Receive(lifecycle, """{"op":10,"d":{}}"""),
        ["READY"] = (lifecycle, last) =>
            Receive(
                lifecycle,
                $$$"""{"t":"READY","s":{{{last + 1}}},"op":0,"d":{"session_id":"new","resume_gateway_url":"wss://resume.example"}}"""),
        ["READY without session"] = (lifecycle, last) => Receive(lifecycle, $$$"""{"t":"READY","s":{{{last + 1}}},"op":0,"d":{}}"""),
        ["RESUMED"] = (lifecycle, last) => Receive(lifecycle, $$$"""{"t":"RESUMED","s":{{{last + 1}}},"op":0,"d":{}}"""),
        ["event"] = (lifecycle, last) => Receive(lifecycle, $$$"""{"t":"X","s":{{{last + 1}}},"op":0,"d":{}}"""),
        ["event again"] = (lifecycle, last) => Receive(lifecycle, $$$"""{"t":"X","s":{{{last}}},"op":0,"d":{}}"""),
        ["event without s"] = (lifecycle, _) => Receive(lifecycle, """{"t":"X","s":null,"op":0,"d":{}}"""),
        ["op 1"] = (lifecycle, _) => Receive(lifecycle, """{"op":1,"d":null}"""),
        ["op 7"] = (lifecycle, _) => Receive(lifecycle, """{"op":7,"d":null}"""),
        ["op 9 true"] = (lifecycle, _) => Receive(lifecycle, """{"op":9,"d":true}"""),
        ["op 9 false"] = (lifecycle, _) => Receive(lifecycle, """{"op":9,"d":false}"""),
        ["op 11"] = (lifecycle, _) => Receive(lifecycle, """{"op":11}"""),
        ["op 99"] = (lifecycle, _) => Receive(lifecycle, """{"op":99,"d":{}}"""),
        ["garbage"] = (lifecycle, _) => lifecycle.ReceiveGarbage("no JSON"),
        ["beat due"] = (lifecycle, _) => lifecycle.Tick(wasReading: true),
        ["beat due, unread"] = (lifecycle, _) => lifecycle.Tick(wasReading: false),
        ["connection lost"] = (lifecycle, _) => lifecycle.Closed(null, "reset"),
        ["close 1000"] = (lifecycle, _) => lifecycle.Closed(1000, null),
        ["close 4000"] = (lifecycle, _) => lifecycle.Closed(4000, null),
        ["close 4004"] = (lifecycle, _) => lifecycle.Closed(4004, null),
        ["close 4007"] = (lifecycle, _) => lifecycle.Closed(4007, null),
        ["close 4008"] = (lifecycle, _) => lifecycle.Closed(4008, null),
        ["close 4011"] = (lifecycle, _) => lifecycle.Closed(4011, null),
    };

    public static IEnumerable<string> All => Inputs.Keys;

    public static LifecycleStep Give(ConnectionLifecycle lifecycle, string input, long last = Before) => Inputs[input](lifecycle, last);

    private static LifecycleStep Receive(ConnectionLifecycle lifecycle, string message)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(message), out var envelope));
        return lifecycle.Receive(envelope);
    }
}
