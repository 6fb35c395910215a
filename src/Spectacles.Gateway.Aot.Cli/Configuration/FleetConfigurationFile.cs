using System.Text.Json;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Cli.Configuration;

/// <summary>Reads the configuration file of a fleet. <c>fleet.schema.json</c> describes the same format; a test compares them.</summary>
internal static class FleetConfigurationFile
{
    /// <summary>The value of the number of shards that stands for Discord's recommendation.</summary>
    private const string Recommended = "recommended";

    // The limits of a FleetPlan, which a test compares with these.
    private const int MostShards = 65_536;
    private const int LargestGroup = 64;
    private const int MostPartitions = 1_024;

    private const double LongestAge = 365 * 24 * 60 * 60;
    private const double LongestHold = 24 * 60 * 60;

    /// <summary>https://discord.com/developers/docs/resources/message#create-message</summary>
    private const int LongestMessage = 2000;

    /// <summary>The ways to log in, of which one can be used.</summary>
    private static readonly string[] Logins = ["credentials_file", "user", "token_file"];

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private static readonly Dictionary<string, EventClass> Classes = new()
    {
        ["packed"] = EventClass.Packed,
        ["separate"] = EventClass.Separate,
        ["fleeting"] = EventClass.Fleeting,
        ["off"] = EventClass.Off,
    };

    /// <summary>Reads a file.</summary>
    /// <exception cref="ConfigurationException">It can't be read, or is not right. The message names the file.</exception>
    public static FleetConfiguration Read(string file)
    {
        try
        {
            return Read(File.ReadAllText(file), Path.GetDirectoryName(Path.GetFullPath(file))!);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{file} can't be read: {unusable.Message}", unusable);
        }
        catch (ConfigurationException wrong)
        {
            throw new ConfigurationException($"{file}: {wrong.Message}", wrong);
        }
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="json">The text.</param>
    /// <param name="folder">The folder that the file's paths begin at.</param>
    /// <exception cref="ConfigurationException">The text is not right.</exception>
    public static FleetConfiguration Read(string json, string folder)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return Read(
                ConfigurationObject.Of(
                    document.RootElement,
                    "",
                    [
                        "$schema", "plan", "node", "intents", "token_file", "engine", "events", "buffer_bytes", "identify_spacing_seconds",
                        "shards_per_second", "hold_timeout_seconds", "interaction_missed_text", "api",
                    ]),
                folder);
        }
        catch (JsonException invalid)
        {
            // The message ends with the place, counted from 0.
            string reason = invalid.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
            string place = invalid.LineNumber is { } line ? $"line {line + 1}" : "the text";
            throw new ConfigurationException($"{place}: it is not valid JSON: {reason}", invalid);
        }
    }

    private static FleetConfiguration Read(ConfigurationObject file, string folder)
    {
        _ = file.Text("$schema");
        var plan = file.Required("plan").Object("plan", ["name", "shard_count", "group_size", "partitions"])!;
        bool isRecommended = plan.Required("shard_count").IsText("shard_count");
        return new FleetConfiguration
        {
            Plan = new FleetPlan
            {
                Name = NameOf(plan.Required("name"), "name")!,
                ShardCount = isRecommended ? One(plan) : (int)plan.Number("shard_count", 1, MostShards)!,
                GroupSize = (int)(plan.Number("group_size", 1, LargestGroup) ?? 16),
                Partitions = (int)(plan.Number("partitions", 1, MostPartitions) ?? 32),
            },
            IsShardCountRecommended = isRecommended,
            Node = NameOf(file, "node"),
            Intents = IntentNames.Of(file.Required("intents").Choices("intents", IntentNames.All)!),
            TokenFile = PathOf(file, "token_file", folder),
            Nats = ReadEngine(file.Required("engine"), folder),
            Events = ReadEvents(file.Object("events", keys: null)),
            BufferBytes = file.Number("buffer_bytes", 1024 * 1024, 1L << 40),
            IdentifySpacing = file.Seconds("identify_spacing_seconds", 5, 600),
            ShardsPerSecond = (int?)file.Number("shards_per_second", 1, 10_000),
            HoldTimeout = file.Seconds("hold_timeout_seconds", 15, LongestHold),
            InteractionMissedText = TextOf(file, "interaction_missed_text", LongestMessage),
            Api = file.Address("api", "https", "http"),
        };
    }

    /// <summary>The number until the recommended one is known.</summary>
    private static int One(ConfigurationObject plan)
    {
        string text = plan.Text("shard_count")!;
        return text == Recommended
            ? 1
            : throw plan.ErrorOf("shard_count", $"it must be a number or \"{Recommended}\", not \"{text}\".");
    }

    private static NatsSettings? ReadEngine(ConfigurationObject file, string folder)
    {
        var engine = file.Object("engine", ["nats", "memory"])!;
        if (engine.Names.Count() != 1)
        {
            throw file.ErrorOf("engine", "it must have one key, the engine: nats or memory.");
        }

        _ = engine.Object("memory", []);
        return engine.Object(
            "nats",
            [
                "urls", "credentials_file", "user", "password_file", "token_file", "tls", "streams", "replicas", "storage",
                "max_age_seconds", "max_bytes",
            ])
            is { } nats ? ReadNats(nats, folder) : null;
    }

    private static NatsSettings ReadNats(ConfigurationObject nats, string folder)
    {
        if (Logins.Where(nats.Has).Skip(1).FirstOrDefault() is { } second)
        {
            throw nats.ErrorOf(second, "use one of credentials_file, user and token_file.");
        }

        if (nats.Has("password_file") && !nats.Has("user"))
        {
            throw nats.ErrorOf("password_file", "a password needs a user.");
        }

        var tls = nats.Object("tls", ["ca_file", "certificate_file", "key_file"]);
        return new NatsSettings
        {
            Urls = nats.Required("urls").Addresses("urls", "nats", "tls", "ws", "wss")!,
            CredentialsFile = PathOf(nats, "credentials_file", folder),
            User = nats.Text("user"),
            PasswordFile = PathOf(nats, "password_file", folder),
            TokenFile = PathOf(nats, "token_file", folder),
            Tls = tls is null
                ? null
                : new TlsSettings(
                    PathOf(tls, "ca_file", folder), PathOf(tls, "certificate_file", folder), PathOf(tls, "key_file", folder)),
            Streams = (int?)nats.Number("streams", 1, 1024),
            Replicas = (int?)nats.Number("replicas", 1, 3) switch
            {
                2 => throw nats.ErrorOf("replicas", "it must be 1 or 3, not 2: an even number tolerates no more failures."),
                var replicas => replicas,
            },
            IsInMemory = nats.Choice("storage", ["file", "memory"]) == "memory",
            MaxAge = nats.Seconds("max_age_seconds", 60, LongestAge),
            MaxBytes = nats.Number("max_bytes", 16 * 1024 * 1024, 1L << 50),
        };
    }

    private static Dictionary<string, EventClass> ReadEvents(ConfigurationObject? events)
    {
        var classes = new Dictionary<string, EventClass>(new FleetNodeOptions { Name = "", Intents = default }.Classes);
        foreach (string name in events?.Names ?? [])
        {
            if (!name.All(static one => char.IsAsciiLetterUpper(one) || char.IsAsciiDigit(one) || one == '_'))
            {
                throw events!.ErrorOf(name, "the name of an event has uppercase letters, digits and underscores.");
            }

            classes[name] = Classes[events!.Choice(name, [.. Classes.Keys])!];
        }

        return classes;
    }

    private static string? NameOf(ConfigurationObject of, string name) => of.Text(name) switch
    {
        null => null,
        { } text when FleetName.IsValid(text) => text,
        { } text => throw of.ErrorOf(name, $"it must be {FleetName.Rule}, not \"{text}\"."),
    };

    private static string? TextOf(ConfigurationObject of, string name, int most) => of.Text(name) switch
    {
        { } text when text.Length > most => throw of.ErrorOf(name, $"it has {text.Length} characters, of which {most} are allowed."),
        var text => text,
    };

    private static string? PathOf(ConfigurationObject of, string name, string folder) =>
        of.Text(name) is { } path ? Path.GetFullPath(path, folder) : null;
}
