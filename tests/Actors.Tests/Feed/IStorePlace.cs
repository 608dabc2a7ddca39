using Akka.Configuration;
using CmsOrchestrator.Actors.Feed;

namespace CmsOrchestrator.Actors.Tests.Feed;

/// <summary>Which of the storage's tables.</summary>
public enum Tables
{
    Feed,
    Journal,
    Snapshots,
}

/// <summary>Where a store keeps its tables, looked into and changed from outside.</summary>
internal interface IStorePlace : IDisposable
{
    /// <summary>What a problem's line begins with.</summary>
    string Name { get; }

    /// <summary>The whole of Akka's configuration for it.</summary>
    Config Config { get; }

    FeedStore Open(TimeProvider time);

    /// <summary>Reads beside the store; the caller's to dispose of.</summary>
    FeedReader OpenReader();

    /// <summary>The tables as the feed sees them.</summary>
    FeedDatabases Databases();

    /// <summary>Gives back what a process has as long as it runs.</summary>
    void Close();

    /// <summary>The first column of every row, as text.</summary>
    List<string> Texts(Tables tables, string sql);

    List<string> TableNames(Tables tables);

    /// <summary>A column of bytes as text, in SQL.</summary>
    string TextOf(string column);

    void Run(Tables tables, string sql);

    /// <summary>From now on this fails for every row, or for those that a condition of <c>new</c> or <c>old</c> is true of.</summary>
    void Refuse(Tables tables, string table, string operation, string message, string condition = "1 = 1");

    void Allow(Tables tables, string table);

    /// <summary>Makes a newer version of the program have been here.</summary>
    void SetVersion(int version);
}
