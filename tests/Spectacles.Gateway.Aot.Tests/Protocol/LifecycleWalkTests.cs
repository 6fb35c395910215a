using CsCheck;

namespace Spectacles.Gateway.Tests.Protocol;

/// <summary>Random lives over many connections, beside a model of what Discord still knows of the session.</summary>
public sealed class LifecycleWalkTests
{
    private static readonly string[] Invalidate = ["op 9 false", "close 4007"];
    private static readonly string[] Inputs = [.. LifecycleInput.All, "HELLO", "HELLO", "READY", "RESUMED", "event", "event", "event"];
    private static readonly Gen<string[]> Walks = Gen.Int[0, Inputs.Length - 1].Select(input => Inputs[input]).Array[0, 60];

    [Fact]
    public void Random_walk_never_ends_in_a_state_without_recovery() => Walks.Sample(
        inputs =>
        {
            var walk = new Walk();
            foreach (string input in inputs)
            {
                walk.Take(input);
            }

            Assert.True(walk.IsOver || walk.ComesBack());
        },
        iter: 20_000,
        threads: 1);

    [Fact]
    public void Random_walk_never_identifies_when_it_could_resume_and_never_dispatches_an_event_twice() => Walks.Sample(
        inputs =>
        {
            var walk = new Walk();
            foreach (string input in inputs)
            {
                walk.Take(input);
            }
        },
        iter: 20_000,
        threads: 1);

    private sealed class Walk
    {
        private ConnectionLifecycle lifecycle = new(null);
        private bool greeted;
        private bool holdsSession;
        private long last;
        private long? failedAfter;
        private bool isReplay;

        public bool IsOver { get; private set; }

        public void Take(string input)
        {
            if (IsOver)
            {
                return;
            }

            var step = LifecycleInput.Give(lifecycle, input, last);
            if (input == "HELLO" && !greeted)
            {
                greeted = true;
                Assert.Equal(holdsSession ? LifecycleAction.Resume : LifecycleAction.Identify, step.Action);
            }

            if (step.Action == LifecycleAction.Ready)
            {
                Assert.False(holdsSession);
                (holdsSession, failedAfter) = (true, null);
            }

            bool isNew = step.Action is LifecycleAction.Deliver or LifecycleAction.Ready or LifecycleAction.Resumed
                && input is not ("event without s" or "event again");
            last += isNew ? 1 : 0;
            isReplay |= step.Action == LifecycleAction.Resume;
            isReplay &= step.Action is not (LifecycleAction.Resumed or LifecycleAction.Close);
            Assert.Equal(isReplay && input == "event again" && last > 0, step.Action == LifecycleAction.Drop);
            if (holdsSession)
            {
                Assert.Equal(last, lifecycle.Session?.Sequence ?? last);
            }

            if (step.Action == LifecycleAction.Close)
            {
                Close(input, step);
            }
        }

        /// <summary>A server that behaves brings the shard back from anywhere.</summary>
        public bool ComesBack()
        {
            Take("connection lost");
            Take("HELLO");
            Take(holdsSession ? "RESUMED" : "READY");
            return LifecycleInput.Give(lifecycle, "event", last).Action == LifecycleAction.Deliver;
        }

        private void Close(string input, LifecycleStep step)
        {
            bool isFailure = greeted && input is "garbage";
            bool isLost = Invalidate.Contains(input) || (isFailure && holdsSession && failedAfter == last);
            failedAfter = isFailure ? last : failedAfter;
            if (isLost)
            {
                (holdsSession, last, failedAfter) = (false, 0, null);
            }

            IsOver = step.After is AfterClose.StopShard or AfterClose.StopCluster;
            Assert.Equal(IsOver, input is "close 4004" or "close 4011");
            Assert.True(
                IsOver || step.After == (holdsSession ? AfterClose.Resume : AfterClose.Identify), $"{input} is followed by {step.After}");
            last = holdsSession ? last : 0;
            lifecycle = new ConnectionLifecycle(lifecycle.Session);
            greeted = false;
        }
    }
}
