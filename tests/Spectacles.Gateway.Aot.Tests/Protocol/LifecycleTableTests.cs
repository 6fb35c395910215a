namespace Spectacles.Gateway.Tests.Protocol;

/// <summary>
/// What <see cref="ConnectionLifecycle"/> answers to each input in each state. A close is followed by a resume, an identify, or the end.
/// </summary>
public sealed class LifecycleTableTests
{
    private const string Table = """
        input                  | before HELLO | before HELLO, to resume | identifying | resuming   | ready
        HELLO                  | Identify     | Resume                  | Wait        | Wait       | Wait
        HELLO without interval | > Identify   | > Resume                | Wait        | Wait       | Wait
        READY                  | Wait         | Wait                    | Ready       | Deliver    | Deliver
        READY without session  | Wait         | Wait                    | > Identify  | Deliver    | Deliver
        RESUMED                | Wait         | Wait                    | Deliver     | Resumed    | Deliver
        event                  | Wait         | Wait                    | Deliver     | Deliver    | Deliver
        event again            | Wait         | Wait                    | Deliver     | Drop       | Deliver
        event without s        | Wait         | Wait                    | Deliver     | Deliver    | Deliver
        op 1                   | Beat         | Beat                    | Beat        | Beat       | Beat
        op 7                   | > Identify   | > Resume                | > Identify  | > Resume   | > Resume
        op 9 true              | > Identify   | > Resume                | > Identify  | > Resume   | > Resume
        op 9 false             | > Identify   | > Identify              | > Identify  | > Identify | > Identify
        op 11                  | Wait         | Wait                    | Wait        | Wait       | Wait
        op 99                  | Wait         | Wait                    | Wait        | Wait       | Wait
        garbage                | > Identify   | > Resume                | > Identify  | > Resume   | > Resume
        beat due               | Beat         | Beat                    | Beat        | Beat       | Beat
        beat due, unread       | Beat         | Beat                    | Beat        | Beat       | Beat
        connection lost        | > Identify   | > Resume                | > Identify  | > Resume   | > Resume
        close 1000             | > Identify   | > Resume                | > Identify  | > Resume   | > Resume
        close 4000             | > Identify   | > Resume                | > Identify  | > Resume   | > Resume
        close 4004             | > StopCluster | > StopCluster          | > StopCluster | > StopCluster | > StopCluster
        close 4007             | > Identify   | > Identify              | > Identify  | > Identify | > Identify
        close 4008             | > Identify   | > Resume                | > Identify  | > Resume   | > Resume
        close 4011             | > StopShard  | > StopShard             | > StopShard | > StopShard | > StopShard
        """;

    /// <summary>And the second time in a row, where that makes a difference.</summary>
    private const string SecondTime = """
        input                  | before HELLO | before HELLO, to resume | identifying | resuming   | ready
        garbage                | > Identify   | > Resume                | > Identify  | > Identify | > Identify
        beat due               | > Identify   | > Resume                | > Identify  | > Resume   | > Resume
        beat due, unread       | Beat         | Beat                    | Beat        | Beat       | Beat
        """;

    private static readonly string[] Pauses = ["op 9 true", "op 9 false", "close 4008"];

    public static TheoryData<string, string, string> Cells() => Read(Table);

    public static TheoryData<string, string, string> SecondCells() => Read(SecondTime);

    [Fact]
    public void Lifecycle_table_has_every_input() => Assert.Equal(LifecycleInput.All, Cells().Select(cell => cell.Data.Item2).Distinct());

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_input_in_every_state_is_handled_as_the_table_says(string state, string input, string answer)
    {
        var lifecycle = In(state);

        var step = LifecycleInput.Give(lifecycle, input);

        Assert.Equal(answer, Text(step));
        Assert.Equal(answer.StartsWith('>') && Pauses.Contains(input), step.PauseFirst);
        Assert.True(step.Action != LifecycleAction.Close || step.Describe().Length > 0);
        Assert.Equal(
            step is { Action: LifecycleAction.Close, After: AfterClose.Identify },
            step.Action == LifecycleAction.Close && step.After < AfterClose.StopShard && lifecycle.Session is null);
    }

    [Theory]
    [MemberData(nameof(SecondCells))]
    public void Repeated_input_is_handled_as_the_table_says(string state, string input, string answer)
    {
        var lifecycle = In(state);
        LifecycleInput.Give(lifecycle, input);

        Assert.Equal(answer, Text(LifecycleInput.Give(lifecycle, input)));
    }

    private static string Text(LifecycleStep step) => step.Action == LifecycleAction.Close ? $"> {step.After}" : step.Action.ToString();

    private static ConnectionLifecycle In(string state)
    {
        var lifecycle = new ConnectionLifecycle(
            state is "before HELLO" or "identifying"
                ? null
                : new Session("old", new Uri("wss://resume.example")) { Sequence = LifecycleInput.Before });
        if (state is "identifying" or "resuming" or "ready")
        {
            LifecycleInput.Give(lifecycle, "HELLO");
        }

        if (state == "ready")
        {
            LifecycleInput.Give(lifecycle, "RESUMED", LifecycleInput.Before - 1);
        }

        return lifecycle;
    }

    private static TheoryData<string, string, string> Read(string table)
    {
        var rows = table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
        var data = new TheoryData<string, string, string>();
        foreach (string[] row in rows.Skip(1))
        {
            for (int column = 1; column < row.Length; column++)
            {
                data.Add(rows[0][column], row[0], row[column]);
            }
        }

        return data;
    }
}
