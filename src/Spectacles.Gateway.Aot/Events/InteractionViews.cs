namespace Spectacles.Gateway.Events;

/// <summary>Reads the options of a command from a view.</summary>
public static class InteractionViews
{
    /// <summary>
    /// Returns an option of the command, or of the subcommand that was invoked, as <see cref="InteractionData.Option"/> does. Nothing is
    /// allocated.
    /// </summary>
    /// <param name="data">The data of the interaction.</param>
    /// <param name="name">The name of the option in UTF-8.</param>
    /// <returns>The option. If the user has left it out, its <see cref="InteractionOption.View.HasValue"/> is false.</returns>
    public static InteractionOption.View Option(this InteractionData.View data, scoped ReadOnlySpan<byte> name)
    {
        var options = data.Options;
        while (true)
        {
            var elements = options.GetEnumerator();
            if (!elements.MoveNext())
            {
                return default;
            }

            var first = elements.Current;
            if (first.Type is not (ApplicationCommandOptionType.SubCommand or ApplicationCommandOptionType.SubCommandGroup))
            {
                break;
            }

            options = first.Options;
        }

        foreach (var option in options)
        {
            if (option.Name.Equals(name))
            {
                return option;
            }
        }

        return default;
    }
}
