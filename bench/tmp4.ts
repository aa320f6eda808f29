import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { decide } from '../src/dedupe/decide.ts'
import { digest } from '../src/hash.ts'
import { DAY, type Item } from '../src/model.ts'
import { indexStatements, neighbourhood } from '../src/store/folding.ts'
import { itemStatements } from '../src/store/items.ts'
import { itemCells } from '../src/store/rows.ts'
const NOW = Date.UTC(2026, 0, 10)
const stored = JSON.parse(readFileSync('/tmp/dd/stored.json','utf8')) as Item[]
const d = new DatabaseSync('/tmp/dd/m.db'); d.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; '+(process.argv[2]??''))
let T:Record<string,number[]>={}
const time=(k:string,ms:number)=>(T[k]??=[]).push(ms)
const prep=new Map<string,any>()
const run=(s:any,k:string)=>{let p=prep.get(s.sql);if(!p)prep.set(s.sql,p=d.prepare(s.sql));const t=performance.now();const r=p.all(...s.params);time(k,performance.now()-t);return r}
let q=0
const db={all:async(s:any)=>run(s,'read'+(q++%3))} as any
let seed=+(process.argv[3]??5);const random=()=>(seed=(Math.imul(seed,1664525)+1013904223)>>>0)/4294967296
const word=()=>`w${Math.floor(30000**random()).toString(36)}`
const sentence=()=>`The ${Array.from({length:12+Math.floor(random()*14)},word).join(' ')} on ${Math.floor(random()*900)}.`
const textOf=(n:number)=>Array.from({length:n},sentence).join(' ')
const run_id=Date.now()
for(let n=0;n<40;n++){
 const source=`z${run_id}-${n}`
 const arrivals=Array.from({length:30},(_,k)=>{const of=stored[Math.floor(random()*stored.length)]!;const url=`https://${source}.example/${k}`;const text=k%3===0?`${of.text.slice(0,700)} …`:textOf(8);return {source,key:'n'+k,hash:digest(k+text),url,canonicalUrl:url,title:sentence(),text,excerpt:'',authors:[],categories:[],enclosures:[]} as Item})
 let t=performance.now()
 const near=await neighbourhood(db,{arrivals,known:[],window:7*DAY,now:NOW}); time('neigh',performance.now()-t)
 t=performance.now();const decisions=decide({...near,arrivals,present:new Set(arrivals.map(a=>a.key)),now:NOW});time('decide',performance.now()-t)
 t=performance.now();d.exec('BEGIN IMMEDIATE');let i=0
 for(const s of [...itemStatements(decisions.map(({item,id,story})=>itemCells({...item,id,story,join:{reason:'new',score:1,rules:1},firstSeen:NOW,lastSeen:NOW,at:NOW,edited:NOW} as any))),...indexStatements(decisions,NOW)])run(s,'w'+i++)
 const c=performance.now();d.exec('COMMIT');time('commit',performance.now()-c);time('write',performance.now()-t)
}
for(const k in T)console.log(k,T[k]!.sort((a,b)=>a-b)[T[k]!.length>>1]!.toFixed(2))
