namespace CmsOrchestrator.Actors.Journal;

/// <summary>One event as the journal's table has it.</summary>
/// <param name="Created">In .NET's ticks, as Akka.Persistence.Sql counts.</param>
internal readonly record struct JournalRow(
    string PersistenceId, long Sequence, long Created, byte[] Message, string Manifest, int Serializer, string? Writer);
