using System.Runtime.CompilerServices;
using System.Text;

namespace Spectacles.Gateway.Interactions;

/// <summary>
/// The texts that users read when a method does not answer them. Only the user who caused the interaction sees them. A text with another
/// placeholder than those that it may have is an <see cref="ArgumentException"/> when it is set.
/// </summary>
public sealed record InteractionTexts
{
    /// <summary>The texts by default, in English.</summary>
    internal static readonly InteractionTexts Default = new();

    /// <summary>
    /// The answer to a component, a modal or a command that the bot does not know, for example because it is of an older version.
    /// </summary>
    public string Unknown { get; init; } = "This is no longer available.";

    /// <summary>The answer after an exception.</summary>
    public string Failed { get; init; } = "Something went wrong.";

    /// <summary>The answer while <see cref="InteractionOptions.MaxRunning"/> methods run.</summary>
    public string Busy { get; init; } = "The bot is busy. Try again in a moment.";

    /// <summary>The answer to a user who lacks permissions; <c>{0}</c> is replaced by their names.</summary>
    public string UserPermissions { get; init => field = Checked(value, 1); } = "You need these permissions: {0}.";

    /// <summary>The answer when the bot lacks permissions; <c>{0}</c> is replaced by their names.</summary>
    public string BotPermissions { get; init => field = Checked(value, 1); } = "The bot needs these permissions: {0}.";

    /// <summary>The answer during a cooldown; <c>{0}</c> is replaced by the seconds until its end.</summary>
    public string Cooldown { get; init => field = Checked(value, 1); } = "Try again in {0} s.";

    /// <summary>The answer to a press that <see cref="Interaction.NextPressAsync"/> waits for, but from somebody else.</summary>
    public string NotForUser { get; init; } = "This is not for you.";

    /// <summary>The answer in direct messages, when the method needs the member of a guild.</summary>
    public string OnlyInServers { get; init; } = "This can be used only in a server.";

    /// <summary>
    /// The answer when Discord has not sent a required option, because its command was changed; <c>{0}</c> is replaced by its name.
    /// </summary>
    public string OptionMissing { get; init => field = Checked(value, 1); } =
        "\"{0}\" is missing. The command has changed: reload Discord and use it again.";

    /// <summary>
    /// The answer when a user has left a field or a menu empty that needs a value; <c>{0}</c> is replaced by its name.
    /// </summary>
    public string FieldEmpty { get; init => field = Checked(value, 1); } = "\"{0}\" must not be empty.";

    /// <summary>The answer to a value that is not a whole number; <c>{0}</c> is replaced by the name of the option or field.</summary>
    public string NeedsWholeNumber { get; init => field = Checked(value, 1); } = "\"{0}\" must be a whole number.";

    /// <summary>The answer to a value that is not a number; <c>{0}</c> is replaced by the name of the option or field.</summary>
    public string NeedsNumber { get; init => field = Checked(value, 1); } = "\"{0}\" must be a number.";

    /// <summary>The answer to a value that is not a boolean; <c>{0}</c> is replaced by the name of the option or field.</summary>
    public string NeedsBoolean { get; init => field = Checked(value, 1); } = "\"{0}\" must be true or false.";

    /// <summary>The answer to a value that is not a duration; <c>{0}</c> is replaced by the name of the option or field.</summary>
    public string NeedsDuration { get; init => field = Checked(value, 1); } = "\"{0}\" must be a duration such as 1h30m, 2d or 45s.";

    /// <summary>The answer to a value that is not an id; <c>{0}</c> is replaced by the name of the option or field.</summary>
    public string NeedsId { get; init => field = Checked(value, 1); } = "\"{0}\" must be an id, which is a number of up to 20 digits.";

    /// <summary>The answer to a value that is not a GUID; <c>{0}</c> is replaced by the name of the option or field.</summary>
    public string NeedsGuid { get; init => field = Checked(value, 1); } = "\"{0}\" must be a GUID.";

    /// <summary>
    /// The answer to a value that is none of an enum; <c>{0}</c> is replaced by the name of the option or field, and <c>{1}</c> by the
    /// values.
    /// </summary>
    public string NeedsOneOf { get; init => field = Checked(value, 2); } = "\"{0}\" must be one of {1}.";

    /// <summary>The answer when a user does not exist; <c>{0}</c> is replaced by the name of the option or field.</summary>
    public string NeedsUser { get; init => field = Checked(value, 1); } = "\"{0}\" must be a user.";

    /// <summary>The answer when a user is not a member of the guild; <c>{0}</c> is replaced by the name of the option or field.</summary>
    public string NeedsMember { get; init => field = Checked(value, 1); } = "\"{0}\" must be a member of this server.";

    /// <summary>The answer when a role does not exist; <c>{0}</c> is replaced by the name of the option or field.</summary>
    public string NeedsRole { get; init => field = Checked(value, 1); } = "\"{0}\" must be a role.";

    /// <summary>The answer when neither a user nor a role exists; <c>{0}</c> is replaced by the name of the option or field.</summary>
    public string NeedsMentionable { get; init => field = Checked(value, 1); } = "\"{0}\" must be a user or a role.";

    /// <summary>The answer when a channel does not exist; <c>{0}</c> is replaced by the name of the option or field.</summary>
    public string NeedsChannel { get; init => field = Checked(value, 1); } = "\"{0}\" must be a channel.";

    /// <summary>The answer when a file does not exist; <c>{0}</c> is replaced by the name of the option or field.</summary>
    public string NeedsFile { get; init => field = Checked(value, 1); } = "\"{0}\" must be a file.";

    /// <summary>The answer when a message does not exist; <c>{0}</c> is replaced by the name of the option.</summary>
    public string NeedsMessage { get; init => field = Checked(value, 1); } = "\"{0}\" must be a message.";

    private static string Checked(string text, int arguments, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(text, name);
        try
        {
            if (CompositeFormat.Parse(text).MinimumArgumentCount <= arguments)
            {
                return text;
            }
        }
        catch (FormatException)
        {
            // The same text as for a number that is too great.
        }

        string allowed = arguments == 1 ? "{0}" : "{0} and {1}";
        throw new ArgumentException(
            $"\"{text}\" cannot be {nameof(InteractionTexts)}.{name}: the placeholders are {allowed}, and a brace is written as "
                + "{{ or }}.",
            name);
    }
}
