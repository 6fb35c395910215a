using Spectacles.Gateway.Events;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>A field that is documented as always there, and is not.</summary>
public sealed class AbsentFieldTests : IAsyncDisposable
{
    private const string WithoutUser = """{"channel_id":"1","timestamp":5}""";
    private const string WithoutChannel = """{"user_id":"2","timestamp":5}""";
    private readonly MemoryGateway gateway = new();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Absent_field_has_its_default_and_is_reported_once_per_event_and_field()
    {
        var users = new List<ulong>();
        var connection = await gateway.StartAsync(null, Take<TypingStart>("TYPING_START", typing => users.Add(typing.UserId)));

        connection.Receive(Event("TYPING_START", 2, WithoutUser));
        connection.Receive(Event("TYPING_START", 3, WithoutUser));
        connection.Receive(Event("TYPING_START", 4, WithoutChannel));
        await ReadAsync(connection);

        Assert.Equal([0UL, 0UL, 2UL], users);
        Assert.Collection(
            gateway.Errors,
            user => Assert.Equal(
                (GatewayErrorKind.AbsentField, "TYPING_START", "TYPING_START is missing the required field TypingStart.user_id. Handlers "
                    + "receive the default value. This is reported once."),
                (user.Kind, user.EventName, user.Message)),
            channel => Assert.Contains("TypingStart.channel_id", channel.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Complete_event_reports_no_absent_field()
    {
        var connection = await gateway.StartAsync(null, Take<TypingStart>("TYPING_START", _ => { }));

        connection.Receive(Event("TYPING_START", 2, """{"timestamp":5,"user_id":"2","channel_id":"1"}"""));
        await ReadAsync(connection);

        Assert.Empty(gateway.Errors);
    }

    [Fact]
    public async Task Unavailable_guild_reports_no_absent_field()
    {
        var guilds = new List<bool?>();
        var connection = await gateway.StartAsync(null, Take<GuildCreate>("GUILD_CREATE", guild => guilds.Add(guild.Unavailable)));

        connection.Receive(Event("GUILD_CREATE", 2, """{"id":"1187342906418298902","unavailable":true}"""));
        await ReadAsync(connection);

        Assert.Equal([true], guilds);
        Assert.Empty(gateway.Errors);
    }

    [Fact]
    public void Reported_absent_field_does_not_allocate_again_and_is_not_reported_by_another_shard()
    {
        var errors = new ErrorReport(null, TimeProvider.System);
        var messages = new List<string>();
        errors.Reported += error => messages.Add(error.Message);
        var reported = new HashSet<string>(StringComparer.Ordinal);
        var first = new FieldReports(errors, 0, reported);
        first.Begin("A"u8);
        first.Absent("B"u8, "c,d,e"u8, 0b101);

        long before = GC.GetAllocatedBytesForCurrentThread();
        first.Begin("A"u8);
        first.Absent("B"u8, "c,d,e"u8, 0b101);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        var second = new FieldReports(errors, 1, reported);
        second.Begin("A"u8);
        second.Absent("B"u8, "c,d,e"u8, 0b111);
        Assert.Collection(
            messages,
            both => Assert.StartsWith("A is missing the required fields B.c, B.e.", both, StringComparison.Ordinal),
            another => Assert.StartsWith("A is missing the required field B.d.", another, StringComparison.Ordinal));
    }

    private static Handler Take<T>(string name, Action<T> take) where T : class, IGatewayModel<T> => new(name, (in dispatch, _, _) =>
    {
        take(dispatch.Model<T>());
        return default;
    });

    private static async Task ReadAsync(MemoryConnection connection)
    {
        connection.Receive("""{"op":1}""");
        await connection.SentAsync();
    }
}
