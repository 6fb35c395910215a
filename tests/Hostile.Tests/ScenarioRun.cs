using System.Globalization;
using Hostile.Tests.Server;

namespace Hostile.Tests;

/// <summary>Runs one scenario, from the attack to the end of the bot, and checks the result.</summary>
internal static class ScenarioRun
{
    /// <summary>
    /// Discord's limit is 120 messages per connection and minute. https://discord.com/developers/docs/events/gateway#rate-limiting
    /// </summary>
    private const int MostCommands = 120;

    /// <summary>The longest time in seconds that the stop may take.</summary>
    private const int LongestStop = 12;

    /// <summary>Above this size a process is not reused, because its memory says nothing about the next scenario.</summary>
    private const int LargestStart = 110;

    public static async Task<Measured> RunAsync(Scenario scenario, BotProcessSource bots, CancellationToken cancellationToken)
    {
        await using var server = new HostileServer(scenario);
        using var lease = await bots.TakeAsync(cancellationToken);
        var bot = lease.Process;
        var attacked = await bot.CommandAsync($"attack {server.Api} {scenario.Seconds}", server, cancellationToken);
        var counts = server.Counts;
        await server.BecomeGoodAsync();
        var recovered = await bot.CommandAsync("recover", server, cancellationToken);
        var final = server.Counts;
        var stopped = await bot.CommandAsync("stop", server, cancellationToken);
        lease.Release(stopped.Peak <= LargestStart);

        int? recovery = int.TryParse(recovered.Text, CultureInfo.InvariantCulture, out int seconds) ? seconds : null;
        var measured = new Measured(counts.Connects, stopped.Peak, attacked.Lines.Count, recovery);
        var faults = Faults(scenario.Expected, counts, final, attacked, recovered, stopped, recovery).ToList();
        Assert.True(faults.Count == 0, $"""
            {scenario.Name}: {string.Join("; ", faults)}
            attack: {attacked.Text}; {counts}
            {string.Join('\n', attacked.Lines)}
            recovery: {recovered.Text}; {final}
            {string.Join('\n', recovered.Lines)}
            """);
        return measured;
    }

    private static IEnumerable<string> Faults(
        Expected expected,
        ServerCounts counts,
        ServerCounts final,
        BotAnswer attacked,
        BotAnswer recovered,
        BotAnswer stopped,
        int? recovery)
    {
        string[] state = attacked.Text.Split(' ', 5);
        string[] end = stopped.Text.Split(' ');
        string all = string.Join('\n', [.. attacked.Lines, .. recovered.Lines, .. stopped.Lines, attacked.Text]);
        if (state[0] != State(expected.Ending))
        {
            yield return $"the bot is {state[0]}, not {State(expected.Ending)}";
        }

        if (IsOutside(counts.Connects, expected.Connects))
        {
            yield return $"{counts.Connects} connects, not {expected.Connects}";
        }

        // On a busy machine the first line may arrive late.
        if (attacked.Lines.Count > expected.Lines.Most || attacked.Lines.Count + recovered.Lines.Count < expected.Lines.Least)
        {
            yield return $"{attacked.Lines.Count} lines, not {expected.Lines}";
        }

        if (int.Parse(end[1], CultureInfo.InvariantCulture) < expected.Events)
        {
            yield return $"{end[1]} events handled, not {expected.Events}";
        }

        if (final.Identifies > expected.Identifies)
        {
            yield return $"{final.Identifies} identifies, more than {expected.Identifies}";
        }

        if (final.Strangers > 0)
        {
            yield return "another host was spoken to";
        }

        if (counts.MostCommands > MostCommands)
        {
            yield return $"{counts.MostCommands} messages were sent on one connection";
        }

        if (stopped.Peak > expected.Peak)
        {
            yield return $"a peak of {stopped.Peak} MB, more than {expected.Peak}";
        }

        if (expected.Says is { } says && !all.Contains(says, StringComparison.Ordinal))
        {
            yield return $"nothing says '{says}'";
        }

        if (all.Any(character => char.IsControl(character) && character != '\n'))
        {
            yield return "a line holds a control character";
        }

        if (all.Contains("hostile.server.token", StringComparison.Ordinal) || all.Contains("secret", StringComparison.Ordinal))
        {
            yield return "a line holds the token or a password";
        }

        if (stopped.Unobserved > 0)
        {
            yield return "an exception of a task was not looked at";
        }

        if (expected.Recovery is { } limit ? recovery is null || recovery > limit : recovery is not null)
        {
            string within = expected.Recovery?.ToString(CultureInfo.InvariantCulture) ?? "any time";
            yield return $"the event of the good server came after {recovered.Text} s, not within {within}";
        }

        if (!int.TryParse(end[0], CultureInfo.InvariantCulture, out int stop) || stop > LongestStop)
        {
            yield return $"the stop took {stopped.Text} s";
        }
    }

    private static bool IsOutside(int value, (int Least, int Most) bounds) => value < bounds.Least || value > bounds.Most;

    private static string State(Ending ending) => ending switch
    {
        Ending.Refuses => "refused",
        Ending.Ends => "ended",
        _ => "serving",
    };
}
