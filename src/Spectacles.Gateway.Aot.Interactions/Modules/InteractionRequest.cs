using System.ComponentModel;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>An interaction as received, with what modules are searched by. It is valid as long as the payload.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct InteractionRequest
{
    /// <summary>
    /// A number of bytes that suffices for every key: a custom id of 100 characters, or three names of 32 characters with spaces between.
    /// </summary>
    public const int MaxKeyLength = 400;

    private readonly InteractionCreate.View interaction;
    private readonly InteractionData.View data;

    private InteractionRequest(InteractionCreate.View interaction, Span<byte> buffer)
    {
        Type = interaction.Type;
        data = interaction.Data;
        int length = 0;
        if (Type is InteractionType.ApplicationCommand or InteractionType.ApplicationCommandAutocomplete)
        {
            CommandType = data.Type ?? ApplicationCommandType.ChatInput;
            Options = ReadPath(data, buffer, out length);
        }
        else
        {
            data.CustomId.TryCopyTo(buffer, out length);
        }

        Key = buffer[..length];
        this.interaction = interaction;
    }

    /// <summary>The kind of the interaction.</summary>
    public InteractionType Type { get; }

    /// <summary>The kind of the command, if it is one.</summary>
    public ApplicationCommandType CommandType { get; }

    /// <summary>
    /// The name of the command with its subcommand, separated by spaces, or the custom id; in UTF-8. It is empty if there is none and if
    /// it is longer than Discord allows.
    /// </summary>
    public ReadOnlySpan<byte> Key { get; }

    /// <summary>The options of the command, or of the subcommand that was used.</summary>
    public ListView<InteractionOption.View> Options { get; }

    /// <summary>The whole interaction.</summary>
    public InteractionCreate.View Interaction => interaction;

    /// <summary>The data of the interaction.</summary>
    public InteractionData.View Data => data;

    /// <summary>Reads the key of an interaction.</summary>
    /// <param name="interaction">The interaction.</param>
    /// <param name="buffer">The memory of the key, <see cref="MaxKeyLength"/> bytes.</param>
    public static InteractionRequest Read(InteractionCreate.View interaction, Span<byte> buffer) => new(interaction, buffer);

    /// <summary>Whether the user is typing an option.</summary>
    /// <param name="name">The name of the option.</param>
    public bool IsTyping(ReadOnlySpan<byte> name)
    {
        foreach (var option in Options)
        {
            if (option.Focused == true)
            {
                return option.Name.Equals(name);
            }
        }

        return false;
    }

    // Only the subcommand that was used is sent, as the only option of its command or group.
    private static ListView<InteractionOption.View> ReadPath(InteractionData.View data, Span<byte> buffer, out int length)
    {
        if (!data.Name.TryCopyTo(buffer, out length))
        {
            return default;
        }

        var options = data.Options;
        while (true)
        {
            var elements = options.GetEnumerator();
            if (!elements.MoveNext())
            {
                return options;
            }

            var first = elements.Current;
            if (first.Type is not (ApplicationCommandOptionType.SubCommand or ApplicationCommandOptionType.SubCommandGroup))
            {
                return options;
            }

            if (length + 1 >= buffer.Length || !first.Name.TryCopyTo(buffer[(length + 1)..], out int name))
            {
                length = 0;
                return default;
            }

            buffer[length] = (byte)' ';
            length += 1 + name;
            options = first.Options;
        }
    }
}
