using System.Collections.Immutable;
using System.Text;

namespace Spectacles.Gateway.Interactions;

/// <summary>How the commands of the modules differ from those that are registered.</summary>
public sealed record CommandDifference
{
    private const int ShownFields = 5;

    /// <summary>The commands that are not registered.</summary>
    public ImmutableArray<string> Added { get; init; } = [];

    /// <summary>The commands that are registered with another definition.</summary>
    public ImmutableArray<string> Changed { get; init; } = [];

    /// <summary>
    /// The fields in which each of the <see cref="Changed"/> commands differs, by its name: <c>description</c>,
    /// <c>options.volume.max_value</c>, <c>options.speed (new)</c>, <c>options.tempo (removed)</c>, <c>options (order)</c>.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ChangedFields { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The commands that no module has. They are deleted only with <see cref="CommandRegistration.AllowDelete"/>.</summary>
    public ImmutableArray<string> Removed { get; init; } = [];

    /// <summary>The commands that are registered as the modules define them.</summary>
    public ImmutableArray<string> Unchanged { get; init; } = [];

    /// <summary>The commands that modules cannot define, such as the entry point of an activity. They stay as they are.</summary>
    public ImmutableArray<string> Foreign { get; init; } = [];

    /// <summary>Whether <see cref="Removed"/> commands are deleted.</summary>
    public bool DeletesRemoved { get; init; }

    /// <summary>Whether there is nothing to register.</summary>
    public bool IsEmpty => Added.IsEmpty && Changed.IsEmpty && (Removed.IsEmpty || !DeletesRemoved);

    /// <summary>Returns a line for each command that differs, and one with the number of the others.</summary>
    public override string ToString()
    {
        var lines = new StringBuilder();
        Append("+", Added, _ => "");
        Append("~", Changed, FieldsOf);
        Append("-", Removed, _ => DeletesRemoved ? "" : " (stays registered: deleting has to be allowed)");
        Append("=", Foreign, _ => " (not defined by a module; stays as it is)");
        return lines.Append($"= {Unchanged.Length} unchanged").ToString();

        void Append(string sign, ImmutableArray<string> names, Func<string, string> note)
        {
            foreach (string name in names)
            {
                lines.Append(sign).Append(' ').Append(name).Append(note(name)).Append('\n');
            }
        }
    }

    private string FieldsOf(string command)
    {
        if (!ChangedFields.TryGetValue(command, out var fields))
        {
            return "";
        }

        var text = new StringBuilder();
        for (int i = 0; i < Math.Min(fields.Count, ShownFields); i++)
        {
            text.Append(i == 0 ? ": " : ", ").Append(fields[i]);
        }

        return text.Append(fields.Count > ShownFields ? $" and {fields.Count - ShownFields} more" : "").ToString();
    }
}
