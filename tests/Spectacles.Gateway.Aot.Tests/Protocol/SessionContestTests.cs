namespace Spectacles.Gateway.Tests;

public sealed class SessionContestTests
{
    private static readonly LifecycleStep Closed = new(LifecycleAction.Close, Code: 4000);
    private static readonly LifecycleStep Invalid = new(LifecycleAction.Close, PauseFirst: true);
    private readonly SessionContest contest = new();

    [Fact]
    public void Three_ends_within_a_minute_are_reported_once()
    {
        Assert.Equal([false, false, true, false, false], new[] { 0, 5, 20, 40, 60 }.Select(at => Note(at, Resumed(Closed))));
    }

    [Fact]
    public void Op_nine_counts_as_a_close_does() =>
        Assert.Equal([false, false, true], new[] { 0, 5, 20 }.Select(at => Note(at, Resumed(Invalid))));

    [Fact]
    public void Three_ends_in_more_than_a_minute_are_not_reported() =>
        Assert.Equal([false, false, false, false], new[] { 0, 40, 80, 120 }.Select(at => Note(at, Resumed(Closed))));

    [Fact]
    public void Contest_is_reported_again_after_a_quiet_minute() => Assert.Equal(
        [false, false, true, false, false, true], new[] { 0, 5, 20, 100, 105, 110 }.Select(at => Note(at, Resumed(Closed))));

    [Fact]
    public void Other_ends_do_not_count()
    {
        ConnectionEnd[] others =
        [
            Resumed(new LifecycleStep(LifecycleAction.Close)),
            Resumed(new LifecycleStep(LifecycleAction.Close, IsRequested: true)),
            Resumed(Closed) with { ByUser = true },
            Resumed(Closed) with { ResumeAge = null },
            Resumed(Closed) with { ReadyFor = null },
            Resumed(Closed) with { ReadyFor = TimeSpan.FromMinutes(5) },
        ];

        Assert.DoesNotContain(true, others.SelectMany(end => new[] { end, end, end }).Select(end => Note(0, end)));
    }

    private static ConnectionEnd Resumed(LifecycleStep step) =>
        new(step, WasGreeted: true, ReadyFor: TimeSpan.FromSeconds(2), ResumeAge: TimeSpan.FromSeconds(3));

    private bool Note(int second, ConnectionEnd end) => contest.Note(end, TimeSpan.FromSeconds(second));
}
