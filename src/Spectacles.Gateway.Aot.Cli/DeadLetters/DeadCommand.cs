using System.CommandLine;
using Spectacles.Gateway.Cli.Arguments;
using Spectacles.Gateway.Cli.Configuration;
using Spectacles.Gateway.Cli.Fleets;

namespace Spectacles.Gateway.Cli.DeadLetters;

/// <summary><c>spectacles dead</c>: the events that a worker group has given up.</summary>
internal static class DeadCommand
{
    private const string Name = "dead";

    public static Command Create(EngineFactory engines, TimeProvider time)
    {
        var config = ConfigOption.Create();
        var group = NameOption.Create("--group", "The worker group.");
        (group.Required, group.Recursive) = (true, true);
        Argument<long> shown = new("id") { Description = "The number of the dead letter." };
        var list = new Command("list", "Lists the dead letters, oldest first.");
        var show = new Command("show", "Prints the events of a dead letter with their payloads, one JSON object in each line.") { shown };
        var replay = new Command("replay", "Gives the events of a dead letter to the worker group again, and removes the letter.");
        var purge = new Command("purge", "Removes a dead letter.");
        Run(list, (letters, _, cancel) => letters.ListAsync(cancel));
        Run(show, (letters, result, cancel) => letters.ShowAsync(result.GetValue(shown), cancel));
        var replayed = AddChoice(replay);
        Run(replay, (letters, result, cancel) => letters.ReplayAsync(replayed(result), cancel));
        var purged = AddChoice(purge);
        Run(purge, (letters, result, cancel) => letters.PurgeAsync(purged(result), cancel));
        return new Command(Name, "Lists, shows, replays and removes the events that a worker group has given up.")
        {
            config, group, list, show, replay, purge,
        };

        void Run(Command command, Func<DeadLetterRun, ParseResult, CancellationToken, Task<int>> run) =>
            command.SetAction((result, cancellationToken) => FleetExit.RunAsync($"{Name} {command.Name}", result, async () =>
            {
                var configuration = FleetConfigurationFile.Read(result.GetValue(config)!);
                await using var engine = await FleetConnection.ConnectAsync(engines, configuration, cancellationToken);
                var letters = new DeadLetterRun(engine, result.GetValue(group)!, time, result, $"{Name} {command.Name}");
                return await run(letters, result, cancellationToken);
            }));
    }

    /// <summary>Adds the arguments that choose one letter or all.</summary>
    /// <returns>Returns the number of the letter; null for all.</returns>
    private static Func<ParseResult, long?> AddChoice(Command command)
    {
        Argument<long?> id = new("id") { Description = "The number of the dead letter.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> all = new("--all") { Description = "All dead letters of the worker group." };
        command.Add(id);
        command.Add(all);
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) == result.GetValue(id) is not null)
            {
                result.AddError($"{command.Name} needs the number of a dead letter, or --all.");
            }
        });
        return result => result.GetValue(id);
    }
}
