using System.Text;

namespace Spectacles.Gateway.Tests.Protocol;

public sealed class ConnectionLifecycleTests
{
    private const string Hello = """{"op":10,"d":{"_trace":["x"],"heartbeat_interval":41250}}""";
    private const string Ready =
        """{"t":"READY","s":1,"op":0,"d":{"user":{"session_id":"decoy"},"session_id":"abc","resume_gateway_url":"wss://resume.example"}}""";

    [Fact]
    public void Connection_without_a_session_identifies_after_HELLO()
    {
        var lifecycle = new ConnectionLifecycle(null);

        Assert.Equal(LifecycleAction.Identify, Receive(lifecycle, Hello).Action);
        Assert.Equal(TimeSpan.FromMilliseconds(41250), lifecycle.HeartbeatInterval);
        Assert.Null(lifecycle.LastSequence);
    }

    [Theory]
    [InlineData("41250.0")]
    [InlineData("4.125e4")]
    [InlineData("\"41250\"")]
    public void Heartbeat_interval_is_a_whole_number_in_any_form(string interval)
    {
        var lifecycle = new ConnectionLifecycle(null);

        Assert.Equal(LifecycleAction.Identify, Receive(lifecycle, $$$"""{"op":10,"d":{"heartbeat_interval":{{{interval}}}}}""").Action);
        Assert.Equal(TimeSpan.FromMilliseconds(41250), lifecycle.HeartbeatInterval);
    }

    [Fact]
    public void Connection_with_a_session_resumes_after_HELLO()
    {
        var lifecycle = new ConnectionLifecycle(NewSession(5));

        Assert.Equal(LifecycleAction.Resume, Receive(lifecycle, Hello).Action);
        Assert.Equal(5, lifecycle.LastSequence);
    }

    [Fact]
    public void Session_is_read_from_READY()
    {
        var lifecycle = Started();

        Assert.Equal("abc", lifecycle.Session!.Id);
        Assert.Equal(new Uri("wss://resume.example"), lifecycle.Session.ResumeUrl);
        Assert.Equal(1, lifecycle.LastSequence);
    }

    [Fact]
    public void Repeated_or_lower_sequence_is_dispatched_and_reported_once_per_session()
    {
        var lifecycle = Started();
        Assert.Null(Receive(lifecycle, """{"t":"A","s":2,"op":0,"d":{}}""").Notice);

        var repeated = Receive(lifecycle, """{"t":"A","s":2,"op":0,"d":{}}""");
        var back = Receive(lifecycle, """{"t":"A","s":1,"op":0,"d":{}}""");

        Assert.Equal((LifecycleAction.Deliver, LifecycleAction.Deliver), (repeated.Action, back.Action));
        Assert.Contains("sequence 2 twice", repeated.Notice, StringComparison.Ordinal);
        Assert.Null(back.Notice);
        Assert.Equal(2, lifecycle.LastSequence);
    }

    [Fact]
    public void Sequence_gap_is_dispatched_and_reported_once_per_session()
    {
        var lifecycle = Started();

        var gap = Receive(lifecycle, """{"t":"A","s":9,"op":0,"d":{}}""");
        var second = Receive(lifecycle, """{"t":"A","s":12,"op":0,"d":{}}""");

        Assert.Equal((LifecycleAction.Deliver, LifecycleAction.Deliver), (gap.Action, second.Action));
        Assert.Contains("the sequences 2 to 8", gap.Notice, StringComparison.Ordinal);
        Assert.Null(second.Notice);
        Assert.Equal(12, lifecycle.LastSequence);
    }

    [Fact]
    public void Sequence_gap_in_a_replay_is_reported()
    {
        var lifecycle = new ConnectionLifecycle(NewSession(5));
        Receive(lifecycle, Hello);

        Assert.Contains("sequence 6:", Receive(lifecycle, """{"t":"RESUMED","s":7,"op":0,"d":{}}""").Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_between_IDENTIFY_and_READY_are_dispatched_and_sequences_count_from_READY()
    {
        var lifecycle = new ConnectionLifecycle(null);
        Receive(lifecycle, Hello);

        Assert.Equal(LifecycleAction.Deliver, Receive(lifecycle, """{"t":"A","s":1,"op":0,"d":{}}""").Action);
        var ready = Receive(lifecycle, """{"t":"READY","s":2,"op":0,"d":{"session_id":"abc","resume_gateway_url":"wss://x"}}""");

        Assert.Equal((LifecycleAction.Ready, null, 2L), (ready.Action, ready.Notice, lifecycle.LastSequence));
    }

    [Fact]
    public void READY_without_a_sequence_begins_the_session()
    {
        var lifecycle = new ConnectionLifecycle(null);
        Receive(lifecycle, Hello);

        Assert.Equal(
            LifecycleAction.Ready,
            Receive(lifecycle, """{"t":"READY","s":null,"op":0,"d":{"session_id":"abc","resume_gateway_url":"wss://x"}}""").Action);
    }

    [Fact]
    public void Missed_events_are_dispatched_before_RESUMED()
    {
        var lifecycle = new ConnectionLifecycle(NewSession(5));
        Receive(lifecycle, Hello);

        Assert.Equal(LifecycleAction.Drop, Receive(lifecycle, """{"t":"A","s":5,"op":0,"d":{}}""").Action);
        Assert.Equal(LifecycleAction.Deliver, Receive(lifecycle, """{"t":"A","s":6,"op":0,"d":{}}""").Action);
        Assert.Equal(LifecycleAction.Resumed, Receive(lifecycle, """{"t":"RESUMED","s":7,"op":0,"d":{}}""").Action);
        Assert.Equal(LifecycleAction.Deliver, Receive(lifecycle, """{"t":"A","s":8,"op":0,"d":{}}""").Action);
    }

    [Fact]
    public void RESUMED_without_a_sequence_ends_the_replay()
    {
        var lifecycle = new ConnectionLifecycle(NewSession(5));
        Receive(lifecycle, Hello);

        Assert.Equal(LifecycleAction.Resumed, Receive(lifecycle, """{"t":"RESUMED","s":null,"op":0,"d":{}}""").Action);
    }

    [Fact]
    public void Connection_is_a_zombie_when_a_heartbeat_is_not_acknowledged_before_the_next()
    {
        var lifecycle = Started();
        Assert.Equal(LifecycleAction.Beat, lifecycle.Tick(wasReading: true).Action);
        Receive(lifecycle, """{"op":11}""");
        Assert.Equal(LifecycleAction.Beat, lifecycle.Tick(wasReading: true).Action);

        var step = lifecycle.Tick(wasReading: true);

        Assert.Equal((LifecycleAction.Close, AfterClose.Resume), (step.Action, step.After));
    }

    [Fact]
    public void Connection_that_is_not_reading_is_not_a_zombie()
    {
        var lifecycle = Started();
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(LifecycleAction.Beat, lifecycle.Tick(wasReading: false).Action);
        }
    }

    [Fact]
    public void Requested_heartbeat_does_not_require_an_acknowledgement()
    {
        var lifecycle = Started();
        Assert.Equal(LifecycleAction.Beat, Receive(lifecycle, """{"op":1,"d":null}""").Action);

        Assert.Equal(LifecycleAction.Beat, lifecycle.Tick(wasReading: true).Action);
    }

    [Theory]
    [InlineData(true, """{"op":7,"d":null}""", false, false)]
    [InlineData(true, """{"op":9,"d":true}""", false, true)]
    [InlineData(true, """{"t":null,"s":null,"op":9,"d":true,"later":1}""", false, true)]
    [InlineData(true, """{"op":9,"d":false}""", true, true)]
    [InlineData(false, """{"op":7,"d":null}""", true, false)]
    [InlineData(false, """{"op":9,"d":true}""", true, true)]
    public void Reconnect_request_closes_the_connection_even_before_HELLO(bool session, string message, bool identifies, bool pauses)
    {
        var lifecycle = new ConnectionLifecycle(session ? NewSession(5) : null);

        var step = Receive(lifecycle, message);

        Assert.Equal(
            (LifecycleAction.Close, identifies ? AfterClose.Identify : AfterClose.Resume, pauses),
            (step.Action, step.After, step.PauseFirst));
        Assert.Equal(identifies, lifecycle.Session is null);
    }

    [Theory]
    [InlineData(null, "Resume")]
    [InlineData(1000, "Resume")]
    [InlineData(1001, "Resume")]
    [InlineData(1006, "Resume")]
    [InlineData(1012, "Resume")]
    [InlineData(4000, "Resume")]
    [InlineData(4001, "Resume")]
    [InlineData(4002, "Resume")]
    [InlineData(4003, "Identify")]
    [InlineData(4004, "StopCluster")]
    [InlineData(4005, "Resume")]
    [InlineData(4006, "Resume")]
    [InlineData(4007, "Identify")]
    [InlineData(4008, "Resume")]
    [InlineData(4009, "Identify")]
    [InlineData(4010, "StopShard")]
    [InlineData(4011, "StopShard")]
    [InlineData(4012, "StopCluster")]
    [InlineData(4013, "StopCluster")]
    [InlineData(4014, "StopCluster")]
    [InlineData(4999, "Resume")]
    public void Every_close_code_has_a_rule(int? code, string after)
    {
        Assert.Equal(after, Started().Closed(code, null).After.ToString());
        Assert.Equal(after == "Resume" ? "Identify" : after, new ConnectionLifecycle(null).Closed(code, null).After.ToString());
    }

    [Theory]
    [InlineData("""{"op":10,"d":{}}""")]
    [InlineData("""{"op":10,"d":{"heartbeat_interval":"x"}}""")]
    [InlineData("""{"op":10,"d":{"heartbeat_interval":1000000000000000000}}""")]
    [InlineData("""{"op":10,"d":{"heartbeat_interval":41250.5}}""")]
    [InlineData("""{"op":10,"d":null}""")]
    public void HELLO_without_an_interval_closes_the_connection(string hello) =>
        Assert.Equal(LifecycleAction.Close, Receive(new ConnectionLifecycle(null), hello).Action);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(999, false)]
    [InlineData(1_000, true)]
    [InlineData(300_000, true)]
    [InlineData(300_001, false)]
    [InlineData(int.MaxValue, false)]
    public void Heartbeat_interval_outside_1_s_to_5_min_closes_the_connection_with_the_reason(int milliseconds, bool accepted)
    {
        var step = Receive(new ConnectionLifecycle(null), $$$"""{"op":10,"d":{"heartbeat_interval":{{{milliseconds}}}}}""");

        Assert.Equal(accepted ? LifecycleAction.Identify : LifecycleAction.Close, step.Action);
        Assert.Equal(accepted ? null : $"HELLO requests a heartbeat every {milliseconds} ms; 1000 to 300000 ms are accepted", step.Reason);
    }

    [Theory]
    [InlineData("""{"t":"READY","s":1,"op":0,"d":{"resume_gateway_url":"wss://x"}}""")]
    [InlineData("""{"t":"READY","s":1,"op":0,"d":{"session_id":[],"resume_gateway_url":"wss://x"}}""")]
    [InlineData("""{"t":"READY","s":1,"op":0,"d":[]}""")]
    public void READY_without_a_session_closes_the_connection(string ready)
    {
        var lifecycle = new ConnectionLifecycle(null);
        Receive(lifecycle, Hello);

        Assert.Equal(
            (LifecycleAction.Close, AfterClose.Identify), (Receive(lifecycle, ready) is var step ? step.Action : default, step.After));
    }

    [Fact]
    public void Numeric_session_id_is_kept_as_text()
    {
        var lifecycle = new ConnectionLifecycle(null);
        Receive(lifecycle, Hello);

        Assert.Equal(
            LifecycleAction.Ready,
            Receive(lifecycle, """{"t":"READY","s":1,"op":0,"d":{"session_id":1510142613898.0,"resume_gateway_url":"wss://x"}}""").Action);
        Assert.Equal("1510142613898.0", lifecycle.Session!.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"resume_gateway_url\":null")]
    [InlineData(",\"resume_gateway_url\":7")]
    [InlineData(",\"resume_gateway_url\":{}")]
    [InlineData(",\"resume_gateway_url\":\"not an address\"")]
    public void READY_without_a_resume_URL_begins_a_session_that_resumes_at_the_original_URL(string url)
    {
        var lifecycle = new ConnectionLifecycle(null);
        Receive(lifecycle, Hello);

        Assert.Equal(
            LifecycleAction.Ready, Receive(lifecycle, $$$"""{"t":"READY","s":1,"op":0,"d":{"session_id":"abc"{{{url}}}}}""").Action);
        Assert.Null(lifecycle.Session!.ResumeUrl);
    }

    [Theory]
    [InlineData("""{"op":99,"d":{}}""")]
    [InlineData("""{"op":2,"d":{}}""")]
    [InlineData(Hello)]
    public void Unexpected_message_is_ignored(string message) => Assert.Equal(LifecycleAction.Wait, Receive(Started(), message).Action);

    private static ConnectionLifecycle Started()
    {
        var lifecycle = new ConnectionLifecycle(null);
        Receive(lifecycle, Hello);
        Assert.Equal(LifecycleAction.Ready, Receive(lifecycle, Ready).Action);
        return lifecycle;
    }

    private static Session NewSession(long sequence) => new("abc", new Uri("wss://resume.example")) { Sequence = sequence };

    private static LifecycleStep Receive(ConnectionLifecycle lifecycle, string message)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(message), out var envelope));
        return lifecycle.Receive(envelope);
    }
}
