namespace Spectacles.Gateway.Tests.Protocol;

/// <summary>What a shard does next: in every state after every input.</summary>
public sealed class ShardLifecycleTests
{
    /// <summary>What follows an input. A dash marks an input that the state cannot have.</summary>
    private const string Table = """
        input           | new         | stored         | dialing             | resuming               | ready                  | waiting                | disconnected
        nothing         | Connect new | Connect resume | -                   | -                      | -                      | Wait, Connect resume   | StandStill
        lost            | -           | -              | Wait, Connect new   | Wait, Connect resume   | Wait, Connect resume   | -                      | -
        session over    | -           | -              | Wait, Connect new   | Wait, Connect new      | Wait, Connect new      | -                      | -
        close 4004      | -           | -              | Fail                | Fail                   | Fail                   | -                      | -
        close 4011      | -           | -              | Fail                | Fail                   | Fail                   | -                      | -
        reconnect       | Connect new | Connect resume | Connect new         | Connect resume         | Connect resume         | Connect resume         | StandStill
        new session     | Connect new | Connect new    | Connect new         | Connect new            | Connect new            | Connect new            | StandStill
        disconnect      | StandStill  | StandStill     | StandStill          | StandStill             | StandStill             | StandStill             | StandStill
        connect         | Connect new | Connect resume | -                   | -                      | -                      | Wait, Connect resume   | Connect resume
        stop            | Stop        | Stop           | Stop                | Stop                   | Stop                   | Stop                   | Stop
        """;

    private static readonly LifecycleStep Lost = new(LifecycleAction.Close, AfterClose.Resume, "the test");
    private static readonly LifecycleStep Over = new(LifecycleAction.Close, AfterClose.Identify, "the test");

    private readonly ShardLifecycle lifecycle = new(TimeSpan.FromSeconds(60), new Random(1));
    private readonly Session session = new("first", null) { Sequence = 5 };
    private TimeSpan now = TimeSpan.FromHours(1);
    private ShardStep step;
    private bool isOpen;

    public static TheoryData<string, string, string> Cells()
    {
        var rows = Table.Split('\n').Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray()).ToList();
        var cells = new TheoryData<string, string, string>();
        foreach (string[] row in rows.Skip(1))
        {
            for (int i = 1; i < row.Length; i++)
            {
                if (row[i] != "-")
                {
                    cells.Add(rows[0][i], row[0], row[i]);
                }
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_input_in_every_state_leads_to_the_step_in_the_table(string state, string input, string next)
    {
        Bring(state);
        Give(input);

        Assert.Equal(next, Follow());
    }

    [Fact]
    public void Connection_superseded_by_a_user_request_is_not_opened()
    {
        lifecycle.Restore(session);
        var resumes = lifecycle.Next(now);
        lifecycle.Reconnect(keepSession: false);

        Assert.False(lifecycle.TryOpen(resumes));
        Assert.Null(lifecycle.Next(now).Session);
    }

    [Fact]
    public void User_request_fulfilled_by_an_opened_connection_does_not_end_its_session_later()
    {
        lifecycle.Restore(session);
        lifecycle.Reconnect(keepSession: false);
        Open();
        lifecycle.Began(session);
        End(Lost, session);

        Assert.Equal("Wait, Connect resume", Follow());
    }

    [Fact]
    public void Refused_resume_is_abandoned_after_ResumeTimeout()
    {
        lifecycle.Restore(session);
        int tries = 0;
        var outcome = default(ConnectionOutcome);
        while (outcome.Refusal is null)
        {
            Open();
            tries++;
            outcome = lifecycle.Ended(new ConnectionEnd(Lost, session, WasGreeted: true, ResumeAge: TimeSpan.Zero), now);
        }

        Assert.InRange(tries, 5, 13);
        Assert.Equal(5, outcome.LostAfter);
        Assert.Equal(TimeSpan.FromMinutes(61), now);
        Assert.Equal("Wait, Connect new", Follow());
    }

    [Fact]
    public void API_is_requested_after_every_fifth_failed_connection()
    {
        var asked = new List<int>();
        for (int failed = 1; failed <= 15; failed++)
        {
            Open();
            lifecycle.Ended(new ConnectionEnd(Lost), now);
            step = lifecycle.Next(now);
            if (step.AsksApi)
            {
                asked.Add(failed);
            }
        }

        Assert.Equal([5, 10, 15], asked);
    }

    [Fact]
    public void An_order_skips_one_wait_and_not_those_of_connections_that_fail_later()
    {
        lifecycle.Reconnect(keepSession: true);
        for (int failed = 0; failed < 5; failed++)
        {
            step = lifecycle.Next(now);
            Assert.Equal(ShardAction.Connect, step.Action);
            lifecycle.Ended(new ConnectionEnd(Lost), now);
            step = lifecycle.Next(now);
            Assert.Equal(ShardAction.Wait, step.Action);
            Assert.Equal(failed > 0, step.Pause > TimeSpan.Zero);
        }
    }

    [Fact]
    public void An_order_does_not_skip_the_request_for_the_address()
    {
        for (int failed = 0; failed < 5; failed++)
        {
            Open();
            lifecycle.Ended(new ConnectionEnd(Lost), now);
        }

        lifecycle.Reconnect(keepSession: true);
        step = lifecycle.Next(now);

        Assert.Equal((ShardAction.Wait, TimeSpan.Zero, true), (step.Action, step.Pause, step.AsksApi));
    }

    private void Bring(string state)
    {
        if (state is "stored" or "resuming")
        {
            lifecycle.Restore(session);
        }

        if (state is "dialing" or "resuming" or "ready" or "waiting" or "disconnected")
        {
            Open();
        }

        if (state is "ready" or "waiting" or "disconnected")
        {
            lifecycle.Began(session);
        }

        if (state == "waiting")
        {
            End(Lost, session);
        }
        else if (state == "disconnected")
        {
            lifecycle.Disconnect(keepSession: true);
            End(Lost, session, byUser: true);
        }
    }

    private void Give(string input)
    {
        switch (input)
        {
            case "lost":
                End(Lost, lifecycle.Session);
                break;
            case "session over":
                End(Over, null);
                break;
            case "close 4004":
                End(new LifecycleStep(LifecycleAction.Close, AfterClose.StopCluster, Code: 4004), lifecycle.Session);
                break;
            case "close 4011":
                End(new LifecycleStep(LifecycleAction.Close, AfterClose.StopShard, Code: 4011), lifecycle.Session);
                break;
            case "reconnect":
                lifecycle.Reconnect(keepSession: true);
                EndByUser(keepSession: true);
                break;
            case "new session":
                lifecycle.Reconnect(keepSession: false);
                EndByUser(keepSession: false);
                break;
            case "disconnect":
                lifecycle.Disconnect(keepSession: true);
                EndByUser(keepSession: true);
                break;
            case "connect":
                lifecycle.Connect();
                break;
            case "stop":
                lifecycle.Stop();
                EndByUser(keepSession: true);
                break;
        }
    }

    private void Open()
    {
        step = lifecycle.Next(now);
        if (step.Action == ShardAction.Wait)
        {
            now += step.Pause;
            step = lifecycle.Next(now);
        }

        Assert.True(lifecycle.TryOpen(step));
        isOpen = true;
    }

    private void EndByUser(bool keepSession)
    {
        if (isOpen)
        {
            End(keepSession ? Lost : Over, keepSession ? lifecycle.Session : null, byUser: true);
        }
    }

    private void End(LifecycleStep how, Session? left, bool byUser = false)
    {
        isOpen = false;
        lifecycle.Ended(new ConnectionEnd(how, left, WasGreeted: true, ByUser: byUser), now);
    }

    private string Follow()
    {
        var next = lifecycle.Next(now);
        return next.Action switch
        {
            ShardAction.Wait => $"Wait, {Follow()}",
            ShardAction.Connect => next.Session is null ? "Connect new" : "Connect resume",
            _ => next.Action.ToString(),
        };
    }
}
