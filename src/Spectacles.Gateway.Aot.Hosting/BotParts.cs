using Microsoft.Extensions.Options;

namespace Spectacles.Gateway.Hosting;

/// <summary>What <see cref="GatewayBotBuilder"/> has collected for one bot.</summary>
/// <param name="name">The name of the bot; null for the bot without a name.</param>
internal sealed class BotParts(string? name)
{
    public string? Name { get; } = name;

    /// <summary>The name of the bot's <see cref="GatewayBotOptions"/>.</summary>
    public string OptionsName => Name ?? Options.DefaultName;

    /// <summary>The configuration section of the bot.</summary>
    public string Section => Name is null ? "Discord" : $"Discord:{Name}";

    /// <summary>How messages name the bot, at the beginning of a sentence.</summary>
    public string Title => Name is null ? "The bot" : $"The bot {Name}";

    /// <summary>The factories of the handlers, by type, in the order in which they were added.</summary>
    public OrderedDictionary<Type, Func<IServiceProvider, ValueTask<IGatewayHandler>>> Handlers { get; } = [];

    /// <summary>
    /// Returns a store that saves the guild directory, too; null if there is none. A delegate, so that trimming can remove the directory.
    /// </summary>
    public Func<IServiceProvider, FileSessionStore, ISessionStore>? WithGuilds { get; set; }

    public Func<IServiceProvider, ISessionStore>? SessionStore { get; set; }

    public Func<IServiceProvider, IIdentifyQueue>? IdentifyQueue { get; set; }

    public List<Func<IServiceProvider, ClusterOptions, ClusterOptions>> ConfigureCluster { get; } = [];
}
