using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>How a list is sorted.</summary>
internal enum Order
{
    Newest,

    [Choice("Oldest first")]
    Oldest,
}

/// <summary>A command with every type of option, and a group of subcommands.</summary>
[CommandGroup("list", "Lists")]
[CommandGroup("list of", "Lists of something")]
internal sealed partial class Everything
{
    public List<object?> Received { get; } = [];

    [SlashCommand("all", "Everything")]
    public Task AllAsync(
        Interaction context,
        [Option("Text")] string? text,
        [Option("Number")] int? int32,
        [Option("Number")] long? int64,
        [Option("Number")] double? number,
        [Option("Flag")] bool? flag,
        [Option("Order")] Order? order,
        [Option("Time")] TimeSpan? time,
        [Option("Id")] Snowflake? id,
        [Option("User")] User? user,
        [Option("Member")] GuildMember? member,
        [Option("Role")] Role? role,
        [Option("Channel")] Channel? channel,
        [Option("Anybody")] Mentionable? anybody,
        [Option("File")] Attachment? file) => Keep(
        text, int32, int64, number, flag, order, time, id, user?.Username, (member?.User.Username, member?.Nick.Value), role?.Name,
        channel?.Name.Value, anybody?.Role?.Name ?? anybody?.Member?.User.Username ?? anybody?.User?.Username, file?.Filename);

    [SlashCommand("defaults", "Defaults")]
    public Task DefaultsAsync(
        Interaction context,
        [Option("Text")] string text = "none",
        [Option("Number")] int? count = 3,
        [Option("Number")] double factor = 0.5,
        [Option("Order")] Order order = Order.Oldest,
        [Option("Time")] TimeSpan time = default,
        [Option("Flag", Name = "is-on")] bool isOn = true) => Keep(text, count, factor, order, time, isOn);

    [SlashCommand("list of users", "Lists users")]
    public Task UsersAsync(Interaction context, [Option("How many")] int count) => Keep("users", count);

    [SlashCommand("list files", "Lists files")]
    public static Task FilesAsync(Interaction context) => Task.FromException(new NotSupportedException("files"));

    [UserCommand("Who is")]
    public Task WhoIsAsync(Interaction context, GuildMember member) => Keep(member.User.Username, member.Nick.Value);

    [MessageCommand("Quote")]
    public Task QuoteAsync(Message message, Interaction context) => Keep(message.Content);

    private Task Keep(params object?[] values)
    {
        Received.Clear();
        Received.AddRange(values);
        return Task.CompletedTask;
    }
}
