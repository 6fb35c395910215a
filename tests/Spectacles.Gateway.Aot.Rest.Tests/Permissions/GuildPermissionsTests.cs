using System.Collections.Immutable;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Events;
using static Spectacles.Gateway.Events.Permissions;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>Discord's rules, from the directory's entries and from the models.</summary>
public sealed class GuildPermissionsTests
{
    private const ulong Everyone = 1;
    private const ulong RoleA = 2;
    private const ulong RoleB = 3;
    private const ulong Owner = 10;
    private const ulong Member = 11;

    [Theory]
    [InlineData(None, None, None, None)]
    [InlineData(ViewChannel, SendMessages, None, ViewChannel | SendMessages)]
    [InlineData(ViewChannel, SendMessages, Connect, ViewChannel | SendMessages | Connect)]
    [InlineData(ViewChannel, Administrator, None, GuildPermissions.All)]
    [InlineData(Administrator, None, None, GuildPermissions.All)]
    public void Roles_are_added_up(Permissions everyone, Permissions a, Permissions b, Permissions expected)
    {
        Assert.Equal(expected, Entry(everyone, a, b).PermissionsOf(new MemberRoles(Member, [RoleA, RoleB])));
        Assert.Equal(expected, Model(everyone, a, b).PermissionsOf(new MemberRoles(Member, [RoleA, RoleB])));
    }

    [Fact]
    public void Owner_may_do_everything_in_every_channel()
    {
        var channel = Channel(ChannelType.GuildText, new OverwriteEntry(Owner, OverwriteType.Member, None, GuildPermissions.All));
        var owner = new MemberRoles(Owner, [], isTimedOut: true);
        Assert.Equal(GuildPermissions.All, Entry(None).PermissionsOf(owner));
        Assert.Equal(GuildPermissions.All, Entry(None).PermissionsOf(owner, channel));
        Assert.Equal(GuildPermissions.All, Model(None).PermissionsOf(owner, Model(channel)));
    }

    [Fact]
    public void All_permissions_of_the_schema_are_all_permissions() =>
        Assert.Equal(GuildPermissions.All, Enum.GetValues<Permissions>().Aggregate(None, (all, one) => all | one));

    /// <summary>https://discord.com/developers/docs/topics/permissions#permission-overwrites</summary>
    [Fact]
    public void Overwrites_of_everyone_roles_and_the_member_are_applied_in_this_order()
    {
        var guild = Entry(ViewChannel | SendMessages | AddReactions | Connect);
        var channel = Channel(
            ChannelType.GuildText,
            new OverwriteEntry(Member, OverwriteType.Member, AddReactions, UseVad),
            new OverwriteEntry(RoleA, OverwriteType.Role, UseVad, AddReactions | Speak),
            new OverwriteEntry(RoleB, OverwriteType.Role, Speak, None),
            new OverwriteEntry(99, OverwriteType.Role, GuildPermissions.All, None),
            new OverwriteEntry(99, OverwriteType.Member, GuildPermissions.All, None),
            new OverwriteEntry(Everyone, OverwriteType.Role, RequestToSpeak, Connect | RequestToSpeak));

        // A role that denies does not win over one that allows.
        Assert.Equal(
            ViewChannel | SendMessages | AddReactions | RequestToSpeak | Speak,
            guild.PermissionsOf(new MemberRoles(Member, [RoleA, RoleB]), channel));
        Assert.Equal(ViewChannel | SendMessages | UseVad | RequestToSpeak, guild.PermissionsOf(new MemberRoles(99 + 1, [RoleA]), channel));
    }

    /// <summary>https://discord.com/developers/docs/topics/permissions#implicit-permissions</summary>
    [Theory]
    [InlineData(ChannelType.GuildText, SendMessages | Connect, None)]
    [InlineData(ChannelType.GuildText, ViewChannel | MentionEveryone | SendTtsMessages | AddReactions, ViewChannel | AddReactions)]
    [InlineData(ChannelType.GuildText, ViewChannel | AttachFiles | EmbedLinks | CreateEvents, ViewChannel | CreateEvents)]
    [InlineData(ChannelType.GuildText, ViewChannel | SendMessages | AttachFiles, ViewChannel | SendMessages | AttachFiles)]
    [InlineData(ChannelType.GuildText, ViewChannel | ManageChannels | Speak, ViewChannel | ManageChannels | Speak)]
    [InlineData(ChannelType.GuildVoice, ViewChannel | ManageChannels | Speak, ViewChannel)]
    [InlineData(ChannelType.GuildStageVoice, ViewChannel | RequestToSpeak | AddReactions, ViewChannel | AddReactions)]
    [InlineData(ChannelType.GuildVoice, ViewChannel | Connect | Speak, ViewChannel | Connect | Speak)]
    public void What_cannot_be_used_is_denied(ChannelType type, Permissions everyone, Permissions expected)
    {
        var channel = Channel(type);
        Assert.Equal(expected, Entry(everyone).PermissionsOf(new MemberRoles(Member, []), channel));
        Assert.Equal(expected, Model(everyone).PermissionsOf(new MemberRoles(Member, []), Model(channel)));
    }

    /// <summary>https://discord.com/developers/docs/topics/permissions#inherited-permissions-threads</summary>
    [Theory]
    [InlineData(ViewChannel | SendMessages | EmbedLinks, ViewChannel)]
    [InlineData(ViewChannel | SendMessagesInThreads | EmbedLinks, ViewChannel | SendMessagesInThreads | SendMessages | EmbedLinks)]
    [InlineData(SendMessagesInThreads, None)]
    public void Thread_inherits_all_but_sending(Permissions everyone, Permissions expected) =>
        Assert.Equal(
            expected, Entry(everyone).PermissionsOf(new MemberRoles(Member, []), Channel(ChannelType.GuildText), isThread: true));

    [Fact]
    public void Thread_is_not_taken_for_its_parent() =>
        Assert.Throws<ArgumentException>(
            () => Model(ViewChannel).PermissionsOf(new MemberRoles(Member, []), new Channel { Id = 5, Type = ChannelType.PublicThread }));

    /// <summary>https://discord.com/developers/docs/topics/permissions#permissions-for-timed-out-members</summary>
    [Fact]
    public void Member_that_is_timed_out_sees_and_reads()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        var timedOut = new GuildMember { User = User(Member), CommunicationDisabledUntil = (Timestamp)time.GetUtcNow().AddTicks(1) };
        var everyone = ViewChannel | ReadMessageHistory | SendMessages | AddReactions;
        Assert.Equal(
            ViewChannel | ReadMessageHistory,
            Entry(everyone).PermissionsOf(MemberRoles.Of(timedOut, time), Channel(ChannelType.GuildText)));
        Assert.Equal(ViewChannel | ReadMessageHistory, Entry(everyone).PermissionsOf(MemberRoles.Of(timedOut, time)));

        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(everyone, Entry(everyone).PermissionsOf(MemberRoles.Of(timedOut, time)));
    }

    [Fact]
    public void Author_of_a_message_is_a_member()
    {
        var message = Message(new PartialMember { Roles = [RoleB] });
        Assert.Equal(SendMessages, Entry(None, a: Connect, b: SendMessages).PermissionsOf(MemberRoles.OfAuthor(message)));
        Assert.Throws<ArgumentException>(() => MemberRoles.OfAuthor(Message(null)).UserId);
    }

    [Fact]
    public void Guild_without_roles_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => new GuildEntry { Id = Everyone }.PermissionsOf(new MemberRoles(Owner, [])));

    [Fact]
    public void Nothing_is_allocated()
    {
        var guild = Entry(ViewChannel);
        var model = Model(ViewChannel);
        var channel = Channel(ChannelType.GuildText, new OverwriteEntry(Member, OverwriteType.Member, SendMessages, None));
        var channelModel = Model(channel);
        var past = (Timestamp)DateTimeOffset.UnixEpoch;
        var member = new GuildMember { User = User(Member), Roles = [RoleA, RoleB], CommunicationDisabledUntil = past };

        Assert.Equal(0, Allocation.Of(() => guild.PermissionsOf(MemberRoles.Of(member), channel)));
        Assert.Equal(0, Allocation.Of(() => model.PermissionsOf(MemberRoles.Of(member), channelModel)));
        Assert.Equal(0, Allocation.Of(() => guild.RanksAbove(MemberRoles.Of(member), new MemberRoles(Owner, []))));
    }

    /// <summary>The pseudocode of the documentation, with sets instead of one pass.</summary>
    [Fact]
    public void Any_guild_has_the_result_of_the_documentation()
    {
        const Permissions Plain = AddReactions | ReadMessageHistory | ViewChannel | UseExternalEmojis | ManageMessages;
        var permissions = Gen.ULong.Select(bits => (Permissions)bits & Plain);
        var overwrite = Gen.Select(Gen.ULong[1, 4], Gen.Bool, permissions, permissions)
            .Select((id, isMember, allow, deny) => isMember
                ? new OverwriteEntry(Member - 1 + (id % 2), OverwriteType.Member, allow, deny)
                : new OverwriteEntry(id, OverwriteType.Role, allow, deny));
        var members = Gen.ULong[2, 4].HashSet[0, 2];
        Gen.Select(permissions, permissions, permissions, members, overwrite.List[0, 6]).Sample((everyone, a, b, roles, list) =>
        {
            var overwrites = list.DistinctBy(one => one.Id).ToDictionary(one => one.Id);
            Snowflake[] ids = [.. roles.Select(id => new Snowflake(id))];
            var expected = everyone | (roles.Contains(RoleA) ? a : None) | (roles.Contains(RoleB) ? b : None);
            expected = Apply(expected, overwrites.Where(one => one.Key.Value == Everyone));
            expected = Apply(expected, overwrites.Where(one => roles.Contains(one.Key.Value)));
            expected = Apply(expected, overwrites.Where(one => one.Key.Value == Member));
            expected = expected.HasFlag(ViewChannel) ? expected : None;

            Assert.Equal(
                expected,
                Entry(everyone, a, b).PermissionsOf(new MemberRoles(Member, ids), Channel(ChannelType.GuildText, [.. overwrites.Values])));
        });
    }

    private static Permissions Apply(Permissions permissions, IEnumerable<KeyValuePair<Snowflake, OverwriteEntry>> overwrites)
    {
        var list = overwrites.Select(one => one.Value).ToList();
        return (permissions & ~list.Aggregate(None, (all, one) => all | one.Deny)) | list.Aggregate(None, (all, one) => all | one.Allow);
    }

    private static GuildEntry Entry(Permissions everyone, Permissions a = None, Permissions b = None) => new()
    {
        Id = Everyone,
        OwnerId = Owner,
        Roles =
        [
            new RoleEntry(RoleA, "a", a, 2, 0), new RoleEntry(Everyone, "@everyone", everyone, 0, 0), new RoleEntry(RoleB, "b", b, 1, 0),
        ],
    };

    private static Guild Model(Permissions everyone, Permissions a = None, Permissions b = None) => new()
    {
        Id = Everyone,
        Name = "guild",
        OwnerId = Owner,
        Roles = [Role(Everyone, everyone, 0), Role(RoleA, a, 2), Role(RoleB, b, 1)],
    };

    private static Role Role(ulong id, Permissions permissions, int position) =>
        new() { Id = id, Name = "role", Colors = new RoleColors(), Permissions = permissions, Position = position };

    private static MessageCreate Message(PartialMember? member) => new()
    {
        Id = 1,
        ChannelId = 2,
        Author = User(Member),
        Content = "",
        Timestamp = DateTimeOffset.UnixEpoch,
        Member = member,
    };

    private static User User(ulong id) => new() { Id = id, Username = "someone", Discriminator = "0" };

    private static ChannelEntry Channel(ChannelType type, params ImmutableArray<OverwriteEntry> overwrites) =>
        new(5, "channel", type, null, 0, overwrites);

    private static Channel Model(ChannelEntry channel) => new()
    {
        Id = channel.Id,
        Type = channel.Type,
        PermissionOverwrites =
        [
            .. channel.Overwrites.Select(
                one => new PermissionOverwrite { Id = one.Id, Type = one.Type, Allow = one.Allow, Deny = one.Deny }),
        ],
    };
}
