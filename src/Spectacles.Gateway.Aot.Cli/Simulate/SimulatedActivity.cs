using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Cli.Simulate;

/// <summary>Simulates actions of the users at a rate of events per second. The actions depend only on the seed.</summary>
internal sealed class SimulatedActivity(SimulatedGateway gateway, SimulationPlan plan, TimeProvider time)
{
    private const string Command = "ping";

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private static readonly string[] Sentences =
    [
        "hello", "good morning", "has anyone tried the new build?", "that works for me", "lunch?", "see you tomorrow",
        "it was the cache, it is always the cache",
    ];
    private static readonly string[] Emojis = ["👍", "🎉", "👀", "❤️"];
    private static readonly string[] Statuses = ["online", "idle", "dnd", "offline"];

    // Not for secrets: the same seed has to give the same actions.
#pragma warning disable CA5394
    private readonly Random random = new(plan.Gateway.Seed);
    private readonly Dictionary<Snowflake, Snowflake> lastMessages = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (plan.Rate == 0)
        {
            return;
        }

        long begin = time.GetTimestamp();
        long made = 0;
        try
        {
            while (plan.QuietAfter is not { } quiet || time.GetElapsedTime(begin) < quiet)
            {
                long due = (long)(time.GetElapsedTime(begin).TotalSeconds * plan.Rate);
                // A machine that was busy for a second does not make up for it with a burst.
                made = Math.Max(made, due - plan.Rate);
                for (; made < due && !cancellationToken.IsCancellationRequested; made++)
                {
                    Act();
                }

                await Task.Delay(Tick, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private void Act()
    {
        // Without a session there is no receiver.
        if (gateway.Sessions.Count == 0)
        {
            return;
        }

        if (PickInhabited(gateway.World.Guilds) is not { } guild)
        {
            return;
        }

        var who = Pick(guild.People);
        int dice = random.Next(100);
        if (dice is >= 88 and < 95 && (who.VoiceChannelId is not null || guild.VoiceChannels.Count > 0))
        {
            gateway.People.MoveToVoice(guild, who, who.VoiceChannelId is null ? Pick(guild.VoiceChannels) : null);
        }
        else if (dice is >= 75 and < 95 || guild.TextChannels.Count == 0)
        {
            gateway.People.ChangePresence(guild, who, Pick(Statuses));
        }
        else
        {
            ActIn(Pick(guild.TextChannels), guild, who, dice);
        }
    }

    private void ActIn(SimulatedChannel channel, SimulatedGuild guild, SimulatedMember who, int dice)
    {
        switch (dice)
        {
            case < 40:
                Say(guild, who, channel, Pick(Sentences));
                break;
            case < 45:
                Say(guild, who, channel, "!ping");
                break;
            case < 50:
                Say(guild, who, channel, $"<@{gateway.World.Bot.Id}> ping");
                break;
            case >= 65 and < 75 when lastMessages.TryGetValue(channel.Id, out var message):
                gateway.People.React(guild, message, Pick(Emojis), who, channel);
                break;
            case >= 75 when gateway.People.UseCommand(guild, Command, who, channel) is not null:
                break;
            default:
                gateway.People.StartTyping(guild, who, channel);
                break;
        }
    }

    /// <summary>A guild that has people: the first one from a random place on; null when there is none.</summary>
    private SimulatedGuild? PickInhabited(IReadOnlyList<SimulatedGuild> guilds)
    {
        int start = random.Next(guilds.Count);
        for (int step = 0; step < guilds.Count; step++)
        {
            var guild = guilds[(start + step) % guilds.Count];
            if (guild.People.Count > 0)
            {
                return guild;
            }
        }

        return null;
    }

    private void Say(SimulatedGuild guild, SimulatedMember who, SimulatedChannel channel, string text) =>
        lastMessages[channel.Id] = gateway.People.Say(guild, text, who, channel);

    private T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
#pragma warning restore CA5394
}
