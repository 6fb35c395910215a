namespace Spectacles.Gateway.Events;

/// <content>The options of a command by their names.</content>
public sealed partial class InteractionData
{
    /// <summary>Returns an option of the command, or of the subcommand that was invoked.</summary>
    /// <param name="name">The name of the option.</param>
    /// <returns>The option; null if the user has left it out.</returns>
    /// <remarks>
    /// Subcommands and groups are entered, because only the invoked one is sent: <c>/role add user:</c> has the option <c>user</c>. The
    /// list is searched at each call; it has at most 25 options.
    /// </remarks>
    public InteractionOption? Option(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var options = Options;
        while (options is [{ Type: ApplicationCommandOptionType.SubCommand or ApplicationCommandOptionType.SubCommandGroup } invoked])
        {
            options = invoked.Options;
        }

        foreach (var option in options)
        {
            if (option.Name == name)
            {
                return option;
            }
        }

        return null;
    }
}
